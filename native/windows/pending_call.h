// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <vector>

#include "contract/channel.h"

namespace entra_broker::wam {

// A call that was started: its answer, its failure, cancel(), its time and close() race for it, on
// any thread, and the first decides.
class PendingCall : private Pinned {
 public:
  // `onEnd` is told when it has ended, before the listener. `keepsReply`: for wait().
  PendingCall(CallId id, bool keepsReply, std::shared_ptr<ChannelListener> listener,
              std::function<void(CallId)> onEnd)
      : id_(id),
        keeps_reply_(keepsReply),
        listener_(std::move(listener)),
        on_end_(std::move(onEnd)) {}

  // False, and nothing else, for what comes too late.
  bool complete(Outcome<Words> outcome) noexcept;
  // The same for an end that nobody in Windows knows of: runs the hooks.
  bool endEarly(FailureCode reason) noexcept;

  [[nodiscard]] CallId id() const noexcept { return id_; }
  [[nodiscard]] bool waiting() const;
  // The reply that was kept, none while there is none.
  [[nodiscard]] std::optional<Outcome<Words>> wait(std::chrono::milliseconds timeout);

  // Runs `hook` once when the call ends early, on the thread that ends it, and at once if it has.
  // A hook must not block: what could, belongs on a worker. Dropped when the call is completed.
  void onCancel(std::function<void()> hook);

 private:
  enum class State { waiting, completed, ended_early };
  bool end(Outcome<Words> outcome, State state) noexcept;

  const CallId id_;
  const bool keeps_reply_;
  const std::shared_ptr<ChannelListener> listener_;
  const std::function<void(CallId)> on_end_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  State state_ = State::waiting;              // guarded by mutex_
  std::optional<Outcome<Words>> reply_;       // guarded by mutex_
  std::vector<std::function<void()>> hooks_;  // guarded by mutex_
};

}  // namespace entra_broker::wam
