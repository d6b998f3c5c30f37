// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <memory>
#include <set>
#include <unordered_map>
#include <utility>

#include "windows/pending_call.h"

namespace entra_broker::wam {

// The calls of a channel that wait, and their time: a backstop, since the layers above have their
// own. Any thread.
class CallTable : public std::enable_shared_from_this<CallTable>, private Pinned {
 public:
  explicit CallTable(std::shared_ptr<ChannelListener> listener) : listener_(std::move(listener)) {}

  // Null after close().
  [[nodiscard]] std::shared_ptr<PendingCall> add(CallId id, std::chrono::milliseconds timeout,
                                                 bool keepsReply);
  [[nodiscard]] bool waits(CallId id) const;
  void cancel(CallId id);
  // Ends every call with `closed`. Afterwards no timer runs any more: to be called before the last
  // reference goes, and not from a hook.
  void close();

 private:
  static void CALLBACK onTimer(PTP_CALLBACK_INSTANCE instance, void* self, PTP_TIMER timer);
  void arm();  // with the lock
  void expire();
  void forget(CallId id);

  struct Waiting {
    std::shared_ptr<PendingCall> call;
    Clock::time_point deadline;
  };
  const std::shared_ptr<ChannelListener> listener_;
  mutable std::mutex mutex_;
  // All guarded by mutex_.
  std::unordered_map<CallId, Waiting> waiting_;
  std::set<std::pair<Clock::time_point, CallId>> by_deadline_;
  PTP_TIMER timer_ = nullptr;
  bool open_ = true;
};

}  // namespace entra_broker::wam
