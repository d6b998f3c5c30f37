// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <string>
#include <vector>

#include "contract/channel.h"

namespace entra_broker::binding {

// Between the plain values of lib/channels/channel.ts and those of contract/channel.h. What is not
// of the promised type throws a TypeError; the TypeScript above never lets that happen.
[[nodiscard]] Call callFromJs(const Napi::CallbackInfo& info, bool runs_program);  // of start()
[[nodiscard]] ChannelOptions optionsFromJs(const Napi::Value& value);
[[nodiscard]] CallId callIdFromJs(const Napi::Value& value);
[[nodiscard]] std::chrono::milliseconds timeoutFromJs(const Napi::Value& value);
[[nodiscard]] Napi::Function functionFromJs(const Napi::Value& value);

// The arguments of `done`: NativeReply or ProgramReply of lib/channels/native/contract.ts.
[[nodiscard]] std::vector<napi_value> replyToJs(Napi::Env env, const Outcome<Reply>& outcome);
[[nodiscard]] Napi::Value probeToJs(Napi::Env env, const ProbeResult& result);
[[nodiscard]] Napi::Value ownerChangeToJs(Napi::Env env, OwnerState state);

}  // namespace entra_broker::binding
