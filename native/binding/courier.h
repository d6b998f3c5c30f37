// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>

#include "contract/pinned.h"

namespace entra_broker::binding {

// Carries work from the broker thread to the JS thread of one environment, in order. While
// somebody holds it, the environment stays alive; by itself it keeps nothing alive.
class Courier : private Pinned {
 public:
  using Delivery = std::function<void(Napi::Env)>;

  // JS thread.
  [[nodiscard]] static std::shared_ptr<Courier> open(Napi::Env env);
  void hold(Napi::Env env);
  void release(Napi::Env env);
  // Drops what has not been delivered. Must run before Node finalises the thread-safe function:
  // call it from an environment cleanup hook that was added after open().
  void close() noexcept;

  // Any thread; dropped after close().
  void deliver(Delivery delivery) noexcept;

 private:
  Courier() = default;
  static void onWake(Napi::Env env, Napi::Function unused, Courier* self, void* nothing);
  using Wake = Napi::TypedThreadSafeFunction<Courier, void, &Courier::onWake>;
  void deliverAll(Napi::Env env);
  void putBack(std::deque<Delivery> batch);
  void wakeUp();

  std::mutex mutex_;
  std::deque<Delivery> deliveries_;  // guarded by mutex_
  // Apart from mutex_: the JS thread must not wake up only to wait for the one who woke it.
  std::mutex wake_mutex_;
  Wake wake_;                // guarded by wake_mutex_, so that close() cannot pass a call
  bool open_ = true;         // changed under both mutexes
  std::size_t holders_ = 0;  // JS thread only
};

}  // namespace entra_broker::binding
