// SPDX-License-Identifier: MIT
#pragma once

#include <pthread.h>

#include <algorithm>
#include <csignal>
#include <optional>

#include "contract/channel.h"
#include "contract/pinned.h"

namespace entra_broker {

// A thread of a library must not be the one that a signal for the process lands on.
class AllSignalsBlocked : private Pinned {
 public:
  AllSignalsBlocked() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous_);
  }
  ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }

 private:
  sigset_t previous_{};
};

constexpr std::chrono::milliseconds kLongestSleep{60'000};

// For poll(); -1 is for ever.
[[nodiscard]] inline int millisecondsUntil(std::optional<Clock::time_point> deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, kLongestSleep.count()));
}

}  // namespace entra_broker
