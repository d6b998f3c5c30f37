// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <functional>
#include <memory>
#include <string>
#include <unordered_map>

#include "binding/courier.h"
#include "contract/channel.h"

namespace entra_broker::binding {

// The JavaScript functions that wait for one channel: `done` of calls, listeners of watches.
// JS thread only, its destruction included, since it owns references to JavaScript values.
class CallRegistry {
 public:
  // `onReply` is told of each call before its `done` is called.
  CallRegistry(std::shared_ptr<Courier> courier, std::function<void(CallId)> onReply)
      : courier_(std::move(courier)), on_reply_(std::move(onReply)) {}

  [[nodiscard]] CallId nextId() noexcept { return ++last_id_; }
  void add(CallId id, const Napi::Function& done);
  void unref(Napi::Env env, CallId id);
  // Calls `done`, once: a second answer to the same call finds nobody.
  void settle(Napi::Env env, CallId id, const Outcome<Words>& outcome);

  [[nodiscard]] CallId addWatcher(const Napi::Function& listener);
  void removeWatcher(CallId id) { watchers_.erase(id); }
  void forgetWatchers() { watchers_.clear(); }
  [[nodiscard]] bool hasWatchers() const noexcept { return !watchers_.empty(); }
  void tellWatchers(Napi::Env env, const Words& event);

 private:
  struct Waiting {
    Napi::FunctionReference done;
    bool holds_process = true;
  };
  std::shared_ptr<Courier> courier_;
  std::function<void(CallId)> on_reply_;
  std::unordered_map<CallId, Waiting> waiting_;
  std::unordered_map<CallId, Napi::FunctionReference> watchers_;
  CallId last_id_ = 0;
};

// Takes what the broker thread learns to the registry. Holds it weakly: the last reference to
// JavaScript values must go on the JS thread.
class RegistryListener final : public ChannelListener {
 public:
  RegistryListener(std::shared_ptr<Courier> courier, std::weak_ptr<CallRegistry> registry)
      : courier_(std::move(courier)), registry_(std::move(registry)) {}
  void onReply(CallId id, Outcome<Words> reply) noexcept override;
  void onEvent(Words event) noexcept override;

 private:
  std::shared_ptr<Courier> courier_;
  std::weak_ptr<CallRegistry> registry_;
};

}  // namespace entra_broker::binding
