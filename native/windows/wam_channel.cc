// SPDX-License-Identifier: MIT
#include "windows/wam_channel.h"

#include <stdexcept>
#include <string>
#include <utility>

namespace entra_broker::wam {

WamChannel::WamChannel(std::shared_ptr<Workers> workers, std::shared_ptr<StaThread> sta,
                       std::shared_ptr<ChannelListener> listener)
    : workers_(std::move(workers)),
      sta_(std::move(sta)),
      listener_(std::move(listener)),
      calls_(std::make_shared<CallTable>(listener_)) {}

void WamChannel::start(CallId id, Call call) {
  if (call.words.empty()) throw std::invalid_argument("a call of WAM's without a verb");
  const std::string& name = call.words.front();
  const Verb verb = verbNamed(name);
  if (call.only_while && !calls_->waits(*call.only_while)) {
    return listener_->onReply(id, failureOf(FailureCode::not_sent));
  }
  const bool looks = name == "hostFacts";
  const auto pending = calls_->add(id, call.timeout, looks);
  if (!pending) return listener_->onReply(id, failureOf(FailureCode::closed));
  if (looks) look_ = pending;
  const Job job{.call = pending,
                .objects = objects_,
                .sta = sta_,
                .interactions = interactions_,
                .listener = listener_};
  const bool posted =
      workers_->post([verb, job, reader = WordReader(std::move(call.words))]() mutable {
        run(verb, job, std::move(reader));
      });
  if (!posted) pending->complete(failureOf(FailureCode::internal, "no thread"));
}

std::optional<Outcome<Words>> WamChannel::wait(CallId id, std::chrono::milliseconds timeout) {
  return look_ && look_->id() == id ? look_->wait(timeout) : std::nullopt;
}

void WamChannel::forget(CallId id) {
  if (look_ && look_->id() == id) look_ = nullptr;
}

void WamChannel::close() {
  calls_->close();
  interactions_->closeWindows();  // at once: the process may be about to end
  // On a worker, since the last reference to an object may call into Windows.
  const bool posted = workers_->post([objects = objects_] { objects->close(); });
  if (!posted) objects_->close();
}

}  // namespace entra_broker::wam
