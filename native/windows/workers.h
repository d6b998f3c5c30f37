// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "contract/channel.h"

namespace entra_broker::wam {

// Threads of the multi-threaded apartment, for calls into Windows: each of these may hang. Made
// when there is work and none is idle, up to a limit; they live until stop(), since the apartment
// ends with its last thread, and what WAM still does in it with that.
class Workers : private Pinned {
 public:
  Workers();
  ~Workers();

  // False if no thread can be made, or after stop(). Any thread.
  bool post(std::function<void()> task) noexcept;

  // Waits until `deadline` for the work that was posted. A thread that hangs is left to itself: it
  // shares what it touches, and the module stays loaded (platform.cc).
  void stop(Clock::time_point deadline) noexcept;

 private:
  struct State;
  const std::shared_ptr<State> state_;
};

}  // namespace entra_broker::wam
