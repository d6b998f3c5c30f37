// SPDX-License-Identifier: MIT
#include <napi.h>

#include <cstdint>
#include <memory>
#include <string>

#include "binding/channel_object.h"
#include "binding/environment.h"
#include "contract/failure.h"

namespace {

// The only exports; lib/channels/native/contract.ts describes them, and a test compares the two.
Napi::Object initialize(Napi::Env env, Napi::Object exports) {
  using entra_broker::kFailureCodeNames;
  using entra_broker::binding::ChannelObject;
  auto environment = std::make_unique<entra_broker::binding::Environment>();
  env.SetInstanceData(environment.release());  // Node deletes it at the end of the environment

  auto codes = Napi::Array::New(env, kFailureCodeNames.size());
  for (std::uint32_t index = 0; index < kFailureCodeNames.size(); ++index) {
    codes.Set(index, std::string(kFailureCodeNames.at(index)));
  }
  exports.Set("contractVersion", 4);
  exports.Set("failureCodes", codes);
  exports.Set(ChannelObject::kClassName, ChannelObject::define(env));
  return exports;
}

}  // namespace

NODE_API_MODULE(entra_broker, initialize)
