// SPDX-License-Identifier: MIT
#include "binding/channel_object.h"

#include <stdexcept>
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
  const std::string kind = textFromJs(info[0]);
  Words options = wordsFromJs(info[1]);
  auto* environment = info.Env().GetInstanceData<Environment>();
  environment->begin(info.Env());
  const auto& courier = environment->courier();
  registry_ = std::make_shared<CallRegistry>(courier, [this](CallId id) {
    channel_->forget(id);
    Unref();
  });
  try {
    channel_ = environment->open(kind, std::move(options),
                                 std::make_shared<RegistryListener>(courier, registry_));
  } catch (const std::invalid_argument& error) {
    refuse(info.Env(), error.what());
  }
}

ChannelObject::~ChannelObject() {
  if (channel_) channel_->close();
}

Napi::Value ChannelObject::start(const Napi::CallbackInfo& info) {
  const Napi::Function done = functionFromJs(info[0]);
  Call call = callFromJs(info);
  const CallId id = registry_->nextId();
  try {
    channel_->start(id, std::move(call));
  } catch (const std::invalid_argument& error) {
    refuse(info.Env(), error.what());
  }
  // After it was taken: its reply comes by the courier, when this has returned.
  registry_->add(id, done);
  Ref();
  return Napi::Number::New(info.Env(), static_cast<double>(id));
}

void ChannelObject::cancel(const Napi::CallbackInfo& info) {
  channel_->cancel(callIdFromJs(info[0]));
}

void ChannelObject::unref(const Napi::CallbackInfo& info) {
  registry_->unref(info.Env(), callIdFromJs(info[0]));
}

Napi::Value ChannelObject::probe(const Napi::CallbackInfo& info) {
  return answerToJs(info.Env(), channel_->probe(timeoutFromJs(info[0])));
}

Napi::Value ChannelObject::wait(const Napi::CallbackInfo& info) {
  return answerToJs(info.Env(), channel_->wait(callIdFromJs(info[0]), timeoutFromJs(info[1])));
}

Napi::Value ChannelObject::watch(const Napi::CallbackInfo& info) {
  const bool first = !registry_->hasWatchers();
  const CallId id = registry_->addWatcher(functionFromJs(info[0]));
  if (first) channel_->watch(true);
  return Napi::Number::New(info.Env(), static_cast<double>(id));
}

void ChannelObject::unwatch(const Napi::CallbackInfo& info) {
  if (!registry_->hasWatchers()) return;
  registry_->removeWatcher(callIdFromJs(info[0]));
  if (!registry_->hasWatchers()) channel_->watch(false);
}

void ChannelObject::close(const Napi::CallbackInfo& /*info*/) {
  // A listener may refer to this channel: while it is held, neither can be collected.
  registry_->forgetWatchers();
  channel_->close();
}

}  // namespace entra_broker::binding
