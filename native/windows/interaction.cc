// SPDX-License-Identifier: MIT
#include "windows/interaction.h"

#include <tuple>
#include <utility>

#include "windows/async.h"
#include "windows/sta_thread.h"
#include "windows/window_closer.h"

namespace entra_broker::wam {
namespace {

constexpr std::chrono::milliseconds kPause{100};
constexpr std::chrono::milliseconds kPatience{5'000};

bool hasEndedInWindows(const ComPtr<abi::IAsyncInfo>& operation) {
  auto status = abi::AsyncStatus::started;
  return FAILED(operation->get_Status(&status)) || status != abi::AsyncStatus::started;
}

}  // namespace

Interaction::Self Interaction::begin(const std::shared_ptr<StaThread>& thread,
                                     std::function<void(const Self&)> show,
                                     std::function<void(Failure)> fail) {
  auto interaction = std::make_shared<Interaction>(thread);
  const bool posted = thread->post([interaction, show = std::move(show), fail = std::move(fail)] {
    if (interaction->isCanceled()) return fail(entra_broker::failureOf(FailureCode::canceled));
    try {
      show(interaction);
    } catch (...) {
      interaction->hasEnded();
      fail(currentFailure());
    }
  });
  if (!posted) failInternally("no thread for windows");
  return interaction;
}

void Interaction::cancel() {
  Begun begun;
  {
    const std::lock_guard lock(mutex_);
    if (std::exchange(canceled_, true)) return;
    begun = begun_;
  }
  if (begun.operation) endEarly(begun);
}

void Interaction::closeWindows() noexcept {
  if (const auto windows = begun().windows) windows->closeNew();
}

bool Interaction::isCanceled() const {
  const std::lock_guard lock(mutex_);
  return canceled_;
}

void Interaction::hasBegun(ComPtr<abi::IAsyncInfo> operation,
                           std::shared_ptr<const WindowCloser> windows) {
  const Begun begun{.operation = std::move(operation), .windows = std::move(windows)};
  {
    const std::lock_guard lock(mutex_);
    begun_ = begun;
    if (!canceled_) return;
  }
  endEarly(begun);
}

void Interaction::hasEnded() noexcept {
  Begun ended;  // goes after the lock
  const std::lock_guard lock(mutex_);
  if (!canceled_) std::swap(begun_, ended);
}

Interaction::Begun Interaction::begun() const {
  const std::lock_guard lock(mutex_);
  return begun_;
}

void Interaction::endEarly(const Begun& begun) {
  cancelInBackground(begun.operation);
  if (closeUntil(Clock::now() + kPatience)) return;
  begun.windows->closeNew();
  const std::lock_guard lock(mutex_);
  begun_ = {};
}

// False if the thread for windows has ended.
bool Interaction::closeUntil(Clock::time_point deadline) {
  const auto look = [self = shared_from_this(), deadline] {
    const Begun begun = self->begun();
    const bool last = hasEndedInWindows(begun.operation) || Clock::now() >= deadline;
    begun.windows->closeNew();
    if (!last && self->closeUntil(deadline)) return;
    const std::lock_guard lock(self->mutex_);
    self->begun_ = {};
  };
  return thread_->post(look, kPause);
}

}  // namespace entra_broker::wam
