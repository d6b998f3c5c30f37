// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <memory>

#include "binding/call_registry.h"
#include "contract/channel.h"

namespace entra_broker::binding {

// The channel as JavaScript sees it; methods as in lib/channels/native/contract.ts. It stays alive
// while a call waits, and closes when it is collected.
class ChannelObject final : public Napi::ObjectWrap<ChannelObject>, private Pinned {
 public:
  static constexpr const char* kClassName = "NativeChannel";
  [[nodiscard]] static Napi::Function define(Napi::Env env);

  explicit ChannelObject(const Napi::CallbackInfo& info);
  ~ChannelObject() override;

 private:
  [[nodiscard]] Napi::Value start(const Napi::CallbackInfo& info);
  void cancel(const Napi::CallbackInfo& info);
  void unref(const Napi::CallbackInfo& info);
  [[nodiscard]] Napi::Value probe(const Napi::CallbackInfo& info);
  [[nodiscard]] Napi::Value wait(const Napi::CallbackInfo& info);
  [[nodiscard]] Napi::Value watch(const Napi::CallbackInfo& info);
  void unwatch(const Napi::CallbackInfo& info);
  void close(const Napi::CallbackInfo& info);

  std::shared_ptr<CallRegistry> registry_;
  std::shared_ptr<Channel> channel_;
};

}  // namespace entra_broker::binding
