// SPDX-License-Identifier: MIT
#include "binding/courier.h"

#include <exception>
#include <utility>

namespace entra_broker::binding {

std::shared_ptr<Courier> Courier::open(Napi::Env env) {
  std::shared_ptr<Courier> courier(new Courier());
  courier->wake_ = Wake::New(env, "entra-broker", 0, 1, courier.get());
  courier->wake_.Unref(env);
  return courier;
}

void Courier::hold(Napi::Env env) {
  if (holders_++ == 0) wake_.Ref(env);
}

void Courier::release(Napi::Env env) {
  if (--holders_ == 0) wake_.Unref(env);
}

void Courier::close() noexcept {
  const std::scoped_lock lock(mutex_, wake_mutex_);
  if (!std::exchange(open_, false)) return;
  deliveries_.clear();
  wake_.Abort();
}

void Courier::deliver(Delivery delivery) noexcept {
  try {
    {
      const std::lock_guard lock(mutex_);
      if (!open_) return;
      deliveries_.push_back(std::move(delivery));
      // One wake-up serves all that has gathered until the JS thread comes round.
      if (deliveries_.size() > 1) return;
    }
    wakeUp();
  } catch (const std::exception&) {
    // Out of memory. The deadline of the layer above settles the call.
  }
}

void Courier::onWake(Napi::Env env, Napi::Function /*unused*/, Courier* self, void* /*nothing*/) {
  if (env != nullptr) self->deliverAll(env);
}

void Courier::deliverAll(Napi::Env env) {
  std::deque<Delivery> batch;
  {
    const std::lock_guard lock(mutex_);
    batch.swap(deliveries_);
  }
  while (!batch.empty()) {
    const Delivery delivery = std::move(batch.front());
    batch.pop_front();
    try {
      const Napi::HandleScope scope(env);
      delivery(env);
    } catch (const Napi::Error& error) {
      // A callback threw. The others are delivered in the next round, if the process sees it.
      putBack(std::move(batch));
      // By ourselves: of what leaves a thread-safe function, Node only prints a warning (DEP0168).
      napi_fatal_exception(env, error.Value());
      return;
    }
  }
}

void Courier::putBack(std::deque<Delivery> batch) {
  {
    const std::lock_guard lock(mutex_);
    deliveries_.insert(deliveries_.begin(), std::make_move_iterator(batch.begin()),
                       std::make_move_iterator(batch.end()));
    if (deliveries_.empty()) return;
  }
  wakeUp();
}

void Courier::wakeUp() {
  const std::lock_guard lock(wake_mutex_);
  if (open_) wake_.NonBlockingCall();
}

}  // namespace entra_broker::binding
