// SPDX-License-Identifier: MIT
#include "binding/call_registry.h"

#include <utility>
#include <vector>

#include "binding/convert.h"

namespace entra_broker::binding {

void CallRegistry::add(CallId id, const Napi::Function& done) {
  waiting_.emplace(id, Waiting{.done = Napi::Persistent(done)});
  courier_->hold(done.Env());
}

void CallRegistry::unref(Napi::Env env, CallId id) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end() || !std::exchange(found->second.holds_process, false)) return;
  courier_->release(env);
}

void CallRegistry::settle(Napi::Env env, CallId id, const Outcome<Words>& outcome) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  const Waiting waiting = std::move(found->second);
  waiting_.erase(found);
  if (waiting.holds_process) courier_->release(env);
  on_reply_(id);
  waiting.done.Call(replyToJs(env, outcome));
}

CallId CallRegistry::addWatcher(const Napi::Function& listener) {
  const CallId id = nextId();
  watchers_.emplace(id, Napi::Persistent(listener));
  return id;
}

void CallRegistry::tellWatchers(Napi::Env env, const Words& event) {
  // A listener may remove itself or others.
  std::vector<CallId> ids;
  ids.reserve(watchers_.size());
  for (const auto& [id, listener] : watchers_) ids.push_back(id);
  for (const CallId id : ids) {
    const auto found = watchers_.find(id);
    if (found != watchers_.end()) found->second.Call(wordsToJs(env, event));
  }
}

void RegistryListener::onReply(CallId id, Outcome<Words> reply) noexcept {
  courier_->deliver([registry = registry_, id, reply = std::move(reply)](Napi::Env env) {
    if (const auto alive = registry.lock()) alive->settle(env, id, reply);
  });
}

void RegistryListener::onEvent(Words event) noexcept {
  courier_->deliver([registry = registry_, event = std::move(event)](Napi::Env env) {
    if (const auto alive = registry.lock()) alive->tellWatchers(env, event);
  });
}

}  // namespace entra_broker::binding
