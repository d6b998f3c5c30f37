// SPDX-License-Identifier: MIT
#include "linux/program_channel.h"

#include <sys/eventfd.h>

#include <cerrno>
#include <exception>
#include <stdexcept>
#include <system_error>
#include <tuple>
#include <utility>

#include "linux/program.h"
#include "linux/thread.h"

namespace entra_broker {

void ProgramChannel::start(CallId id, Call call) {
  if (call.words.empty()) throw std::invalid_argument("entra-broker: a program has no name");
  if (closed_) return listener_->onReply(id, failureOf(FailureCode::closed));
  const auto other = running_.find(call.only_while.value_or(id));
  if (call.only_while && (other == running_.end() || other->second.endsWithin({}))) {
    return listener_->onReply(id, failureOf(FailureCode::not_sent));
  }
  auto& running = running_[id];
  running.stop = FileDescriptor(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  auto work = [this, &running, id, call = std::move(call)] {
    auto outcome = run(running, call);
    listener_->onReply(id, outcome);
    return outcome;
  };
  try {
    if (!running.stop.valid()) throw std::system_error(errno, std::generic_category());
    const AllSignalsBlocked blocked;
    running.outcome = std::async(std::launch::async, std::move(work)).share();
  } catch (const std::exception&) {
    running_.erase(id);
    listener_->onReply(id, failureOf(FailureCode::internal, "no thread or descriptor"));
  }
}

void ProgramChannel::cancel(CallId id) {
  const auto found = running_.find(id);
  if (found != running_.end()) found->second.end(FailureCode::canceled);
}

std::optional<Outcome<Words>> ProgramChannel::wait(CallId id, std::chrono::milliseconds timeout) {
  const auto found = running_.find(id);
  if (found == running_.end() || !found->second.endsWithin(timeout)) return std::nullopt;
  return found->second.outcome.get();
}

void ProgramChannel::close() {
  closed_ = true;
  for (auto& [id, running] : running_) running.end(FailureCode::closed);
}

bool ProgramChannel::Running::endsWithin(std::chrono::milliseconds time) const {
  return outcome.wait_for(time) == std::future_status::ready;
}

void ProgramChannel::Running::end(FailureCode reason) {
  auto none = FailureCode::internal;
  why.compare_exchange_strong(none, reason);
  std::ignore = ::eventfd_write(stop.get(), 1);
}

Outcome<Words> ProgramChannel::run(const Running& running, const Call& call) const noexcept {
  try {
    auto outcome =
        runProgram(call.words, environment_, Clock::now() + call.timeout, running.stop.get());
    const FailureCode why = running.why;
    return why == FailureCode::internal ? outcome : failureOf(why);
  } catch (const std::exception&) {
    return failureOf(FailureCode::internal);  // out of memory
  }
}

}  // namespace entra_broker
