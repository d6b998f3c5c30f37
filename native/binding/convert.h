// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <string>
#include <vector>

#include "contract/channel.h"

namespace entra_broker::binding {

// Between the plain values of lib/channels/channel.ts and those of contract/channel.h. What is not
// of the promised type throws a TypeError; the TypeScript above never lets that happen.
[[noreturn]] void refuse(Napi::Env env, const char* what);
[[nodiscard]] Call callFromJs(const Napi::CallbackInfo& info);  // of start()
[[nodiscard]] std::string textFromJs(const Napi::Value& value);
[[nodiscard]] Words wordsFromJs(const Napi::Value& value);
[[nodiscard]] CallId callIdFromJs(const Napi::Value& value);
[[nodiscard]] std::chrono::milliseconds timeoutFromJs(const Napi::Value& value);
[[nodiscard]] Napi::Function functionFromJs(const Napi::Value& value);

using Arguments = std::vector<napi_value>;  // of a function of JavaScript
[[nodiscard]] Arguments wordsToJs(Napi::Env env, const Words& words);
// Those of `done`: NativeReply of lib/channels/native/contract.ts.
[[nodiscard]] Arguments replyToJs(Napi::Env env, const Outcome<Words>& outcome);
// The same as a list; undefined for none.
[[nodiscard]] Napi::Value answerToJs(Napi::Env env, const std::optional<Outcome<Words>>& answer);

}  // namespace entra_broker::binding
