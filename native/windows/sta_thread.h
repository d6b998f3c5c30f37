// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>

#include "contract/channel.h"

namespace entra_broker::wam {

// The thread of a JS environment that windows live on: a single-threaded apartment and a message
// loop. It starts with its first task.
class StaThread : private Pinned {
 public:
  using Task = std::function<void()>;

  StaThread();
  ~StaThread();

  // Any thread. Tasks run in order, each whenever the thread takes messages: so within another task
  // as well, if that calls into Windows and waits there. One with a delay runs early if the thread
  // is to stop. False if no thread can be made, or after stop(): the task is dropped.
  bool post(Task task, std::chrono::milliseconds delay = {}) noexcept;

  // Returns when the thread has run its tasks and ended, and its windows with it, or at the
  // deadline: one that hangs in a call of Windows is left to itself.
  void stop(Clock::time_point deadline) noexcept;

 private:
  struct State;  // shared with the thread
  const std::shared_ptr<State> state_;
};

}  // namespace entra_broker::wam
