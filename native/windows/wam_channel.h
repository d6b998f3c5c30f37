// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "windows/call_table.h"
#include "windows/verbs.h"
#include "windows/workers.h"

namespace entra_broker::wam {

// The Web Account Manager. Each call runs on a worker; its answer comes on a thread of Windows'.
class WamChannel final : public Channel {
 public:
  WamChannel(std::shared_ptr<Workers> workers, std::shared_ptr<StaThread> sta,
             std::shared_ptr<ChannelListener> listener);
  ~WamChannel() override { WamChannel::close(); }

  void start(CallId id, Call call) override;
  void cancel(CallId id) override { calls_->cancel(id); }
  // Of the last call of `hostFacts` only: no other reply is worth a copy.
  [[nodiscard]] std::optional<Outcome<Words>> wait(CallId id,
                                                   std::chrono::milliseconds timeout) override;
  void forget(CallId id) override;
  void watch(bool) override {}  // monitors exist only while somebody wants their events
  void close() override;

 private:
  const std::shared_ptr<Workers> workers_;
  const std::shared_ptr<StaThread> sta_;
  const std::shared_ptr<ChannelListener> listener_;
  const std::shared_ptr<CallTable> calls_;
  const std::shared_ptr<Interactions> interactions_ = std::make_shared<Interactions>();
  const std::shared_ptr<ObjectTable> objects_ = std::make_shared<ObjectTable>();
  std::shared_ptr<PendingCall> look_;  // whose reply is kept; JS thread
};

}  // namespace entra_broker::wam
