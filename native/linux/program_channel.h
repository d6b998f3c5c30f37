// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <future>
#include <map>
#include <memory>

#include "contract/channel.h"
#include "linux/file_descriptor.h"

namespace entra_broker {

// Calls that programs answer, each on a thread of its own: few and slow as they are, that is the
// least to get wrong. JS thread only, its destruction included, which waits for the threads.
class ProgramChannel final : public Channel {
 public:
  ProgramChannel(Words environment, std::shared_ptr<ChannelListener> listener)
      : environment_(std::move(environment)), listener_(std::move(listener)) {}
  ~ProgramChannel() override { ProgramChannel::close(); }

  void start(CallId id, Call call) override;
  void cancel(CallId id) override;
  [[nodiscard]] std::optional<Outcome<Words>> wait(CallId id,
                                                   std::chrono::milliseconds timeout) override;
  void forget(CallId id) override { running_.erase(id); }
  void watch(bool) override {}
  void close() override;
  void end() override { running_.clear(); }

 private:
  // A call, until its reply has reached JavaScript.
  struct Running {
    FileDescriptor stop;
    std::atomic<FailureCode> why = FailureCode::internal;  // it is to end, unless `internal`
    std::shared_future<Outcome<Words>> outcome;            // the last of these waits for the thread
    [[nodiscard]] bool endsWithin(std::chrono::milliseconds time) const;
    void end(FailureCode reason);
  };
  [[nodiscard]] Outcome<Words> run(const Running& running, const Call& call) const noexcept;

  const Words environment_;
  const std::shared_ptr<ChannelListener> listener_;
  std::map<CallId, Running> running_;
  bool closed_ = false;
};

}  // namespace entra_broker
