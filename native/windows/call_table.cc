// SPDX-License-Identifier: MIT
#include "windows/call_table.h"

#include <algorithm>
#include <ranges>
#include <vector>

namespace entra_broker::wam {
namespace {

// Negative: from now on, in units of 100 ns.
FILETIME fromNow(std::chrono::milliseconds time) {
  ULARGE_INTEGER units{};
  units.QuadPart = static_cast<ULONGLONG>(-10'000 * time.count());
  return {.dwLowDateTime = units.LowPart, .dwHighDateTime = units.HighPart};
}

}  // namespace

std::shared_ptr<PendingCall> CallTable::add(CallId id, std::chrono::milliseconds timeout,
                                            bool keepsReply) {
  const auto deadline = Clock::now() + timeout;
  const auto forget = [table = weak_from_this()](CallId ended) {
    if (const auto alive = table.lock()) alive->forget(ended);
  };
  auto call = std::make_shared<PendingCall>(id, keepsReply, listener_, forget);
  const std::lock_guard lock(mutex_);
  if (!open_) return nullptr;
  by_deadline_.emplace(deadline, id);
  waiting_.emplace(id, Waiting{.call = call, .deadline = deadline});
  if (timer_ == nullptr) timer_ = CreateThreadpoolTimer(&onTimer, this, nullptr);
  arm();
  return call;
}

bool CallTable::waits(CallId id) const {
  const std::lock_guard lock(mutex_);
  return waiting_.contains(id);
}

void CallTable::cancel(CallId id) {
  std::shared_ptr<PendingCall> call;
  {
    const std::lock_guard lock(mutex_);
    const auto found = waiting_.find(id);
    if (found == waiting_.end()) return;
    call = found->second.call;
  }
  call->endEarly(FailureCode::canceled);
}

void CallTable::close() {
  std::unordered_map<CallId, Waiting> left;
  PTP_TIMER timer = nullptr;
  {
    const std::lock_guard lock(mutex_);
    open_ = false;
    left.swap(waiting_);
    by_deadline_.clear();
    timer = std::exchange(timer_, nullptr);
  }
  if (timer != nullptr) {
    SetThreadpoolTimer(timer, nullptr, 0, 0);
    WaitForThreadpoolTimerCallbacks(timer, TRUE);
    CloseThreadpoolTimer(timer);
  }
  for (const auto& each : left) each.second.call->endEarly(FailureCode::closed);
}

void CallTable::onTimer(PTP_CALLBACK_INSTANCE /*instance*/, void* self, PTP_TIMER /*timer*/) {
  try {
    static_cast<CallTable*>(self)->expire();
  } catch (...) {
    // Out of memory: the layers above end the call.
  }
}

void CallTable::arm() {
  if (timer_ == nullptr || by_deadline_.empty()) return;
  const auto left =
      std::chrono::ceil<std::chrono::milliseconds>(by_deadline_.begin()->first - Clock::now());
  FILETIME due = fromNow(std::max(left, std::chrono::milliseconds(1)));
  SetThreadpoolTimer(timer_, &due, 0, 0);
}

void CallTable::expire() {
  std::vector<std::shared_ptr<PendingCall>> late;
  {
    const std::lock_guard lock(mutex_);
    const auto now = Clock::now();
    for (const auto& [deadline, id] : by_deadline_) {
      if (deadline > now) break;
      late.push_back(waiting_.at(id).call);
    }
    by_deadline_.erase(
        by_deadline_.begin(),
        std::ranges::next(by_deadline_.begin(), static_cast<std::ptrdiff_t>(late.size())));
    arm();
  }
  for (const auto& call : late) call->endEarly(FailureCode::timed_out);
}

void CallTable::forget(CallId id) {
  std::shared_ptr<PendingCall> call;  // goes after the lock
  const std::lock_guard lock(mutex_);
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  call = std::move(found->second.call);
  by_deadline_.erase({found->second.deadline, id});
  waiting_.erase(found);
}

}  // namespace entra_broker::wam
