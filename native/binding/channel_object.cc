// SPDX-License-Identifier: MIT
#include "binding/channel_object.h"

#include <utility>

#include "binding/convert.h"
#include "binding/environment.h"

namespace entra_broker::binding {

Napi::Function ChannelObject::define(Napi::Env env) {
  return DefineClass(
      env, kClassName,
      {InstanceMethod<&ChannelObject::start>("start"),
       InstanceMethod<&ChannelObject::cancel>("cancel"),
       InstanceMethod<&ChannelObject::unref>("unref"),
       InstanceMethod<&ChannelObject::probe>("probe"), InstanceMethod<&ChannelObject::wait>("wait"),
       InstanceMethod<&ChannelObject::watch>("watch"),
       InstanceMethod<&ChannelObject::unwatch>("unwatch"),
       InstanceMethod<&ChannelObject::close>("close")});
}

ChannelObject::ChannelObject(const Napi::CallbackInfo& info)
    : Napi::ObjectWrap<ChannelObject>(info) {
  ChannelOptions options = optionsFromJs(info[0]);
  runs_programs_ = options.environment.has_value();
  auto* environment = info.Env().GetInstanceData<Environment>();
  environment->begin(info.Env());
  const auto& courier = environment->courier();
  registry_ = std::make_shared<CallRegistry>(courier, [this](bool busy) {
    if (busy) {
      Ref();
    } else {
      Unref();
    }
  });
  channel_ =
      environment->open(std::move(options), std::make_shared<RegistryListener>(courier, registry_));
}

ChannelObject::~ChannelObject() {
  if (channel_) channel_->close();
}

Napi::Value ChannelObject::start(const Napi::CallbackInfo& info) {
  Call call = callFromJs(info, runs_programs_);
  const CallId id = registry_->add(functionFromJs(info[0]));
  channel_->start(id, std::move(call));
  return Napi::Number::New(info.Env(), static_cast<double>(id));
}

void ChannelObject::cancel(const Napi::CallbackInfo& info) {
  channel_->cancel(callIdFromJs(info[0]));
}

void ChannelObject::unref(const Napi::CallbackInfo& info) {
  registry_->unref(info.Env(), callIdFromJs(info[0]));
}

Napi::Value ChannelObject::probe(const Napi::CallbackInfo& info) {
  return probeToJs(info.Env(), channel_->probe(timeoutFromJs(info[0])));
}

Napi::Value ChannelObject::wait(const Napi::CallbackInfo& info) {
  const auto outcome = channel_->wait(callIdFromJs(info[0]), timeoutFromJs(info[1]));
  if (!outcome) return info.Env().Undefined();
  auto reply = Napi::Array::New(info.Env());
  for (napi_value part : replyToJs(info.Env(), *outcome)) reply.Set(reply.Length(), part);
  return reply;
}

Napi::Value ChannelObject::watch(const Napi::CallbackInfo& info) {
  const bool first = !registry_->hasWatchers();
  const CallId id = registry_->addWatcher(functionFromJs(info[1]));
  if (first) channel_->watchOwner(true);
  return Napi::Number::New(info.Env(), static_cast<double>(id));
}

void ChannelObject::unwatch(const Napi::CallbackInfo& info) {
  if (!registry_->hasWatchers()) return;
  registry_->removeWatcher(callIdFromJs(info[0]));
  if (!registry_->hasWatchers()) channel_->watchOwner(false);
}

void ChannelObject::close(const Napi::CallbackInfo& /*info*/) {
  // A listener may refer to this channel: while it is held, neither can be collected.
  registry_->forgetWatchers();
  channel_->close();
}

}  // namespace entra_broker::binding
