// SPDX-License-Identifier: MIT
#include "windows/pending_call.h"

#include <utility>

namespace entra_broker::wam {

bool PendingCall::complete(Outcome<Words> outcome) noexcept {
  return end(std::move(outcome), State::completed);
}

bool PendingCall::endEarly(FailureCode reason) noexcept {
  return end(failureOf(reason), State::ended_early);
}

bool PendingCall::waiting() const {
  const std::lock_guard lock(mutex_);
  return state_ == State::waiting;
}

std::optional<Outcome<Words>> PendingCall::wait(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  ended_.wait_for(lock, timeout, [this] { return state_ != State::waiting; });
  return reply_;
}

void PendingCall::onCancel(std::function<void()> hook) {
  {
    const std::lock_guard lock(mutex_);
    if (state_ == State::waiting) return hooks_.push_back(std::move(hook));
    if (state_ == State::completed) return;
  }
  hook();
}

bool PendingCall::end(Outcome<Words> outcome, State state) noexcept {
  std::vector<std::function<void()>> hooks;
  {
    const std::lock_guard lock(mutex_);
    if (state_ != State::waiting) return false;
    state_ = state;
    hooks.swap(hooks_);
    if (keeps_reply_) reply_ = outcome;
  }
  ended_.notify_all();
  on_end_(id_);
  listener_->onReply(id_, std::move(outcome));
  if (state == State::completed) return true;
  for (const auto& hook : hooks) {
    try {
      hook();
    } catch (...) {
      // Out of memory: what it would have ended goes on, and nobody waits for it.
    }
  }
  return true;
}

}  // namespace entra_broker::wam
