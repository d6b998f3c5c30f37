// SPDX-License-Identifier: MIT
#include "binding/convert.h"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace entra_broker::binding {
namespace {

// Longer than any sign-in, and short enough for poll() and time_point arithmetic.
constexpr double kMaxTimeoutMs = 2'147'483'647;

Napi::Array listToJs(Napi::Env env, const Arguments& values) {
  auto list = Napi::Array::New(env, values.size());
  for (std::uint32_t index = 0; index < values.size(); ++index) list.Set(index, values[index]);
  return list;
}

}  // namespace

void refuse(Napi::Env env, const char* what) { throw Napi::TypeError::New(env, what); }

Call callFromJs(const Napi::CallbackInfo& info) {
  Call call{.words = wordsFromJs(info[2]), .timeout = timeoutFromJs(info[1]), .only_while = {}};
  if (!info[3].IsUndefined()) call.only_while = callIdFromJs(info[3]);
  return call;
}

std::string textFromJs(const Napi::Value& value) {
  if (!value.IsString()) refuse(value.Env(), "entra-broker: a text is missing in a native call");
  std::string text = value.As<Napi::String>();
  // Texts of the platforms end at a NUL: the rest would be cut off in silence.
  if (text.find('\0') != std::string::npos) {
    refuse(value.Env(), "entra-broker: a NUL character in a native call");
  }
  return text;
}

Words wordsFromJs(const Napi::Value& value) {
  if (!value.IsArray()) refuse(value.Env(), "entra-broker: a list is missing in a native call");
  const auto array = value.As<Napi::Array>();
  Words words;
  for (std::uint32_t index = 0; index < array.Length(); ++index) {
    words.push_back(textFromJs(array.Get(index)));
  }
  return words;
}

CallId callIdFromJs(const Napi::Value& value) {
  if (!value.IsNumber()) refuse(value.Env(), "entra-broker: a call id is a number");
  return value.As<Napi::Number>().Int64Value();
}

std::chrono::milliseconds timeoutFromJs(const Napi::Value& value) {
  const double given = value.IsNumber() ? value.As<Napi::Number>().DoubleValue() : std::nan("");
  if (std::isnan(given)) refuse(value.Env(), "entra-broker: a timeout is a number");
  return std::chrono::milliseconds(
      static_cast<std::int64_t>(std::clamp(given, 0.0, kMaxTimeoutMs)));
}

Napi::Function functionFromJs(const Napi::Value& value) {
  if (!value.IsFunction()) refuse(value.Env(), "entra-broker: a function is missing");
  return value.As<Napi::Function>();
}

Arguments wordsToJs(Napi::Env env, const Words& words) {
  Arguments texts;
  for (const auto& word : words) texts.push_back(Napi::String::New(env, word));
  return texts;
}

Arguments replyToJs(Napi::Env env, const Outcome<Words>& outcome) {
  if (const auto* words = std::get_if<Words>(&outcome)) {
    return {listToJs(env, wordsToJs(env, *words))};
  }
  const auto& [code, name, message] = std::get<Failure>(outcome);
  return {env.Undefined(), Napi::String::New(env, std::string(nameOf(code))),
          Napi::String::New(env, name), Napi::String::New(env, message)};
}

Napi::Value answerToJs(Napi::Env env, const std::optional<Outcome<Words>>& answer) {
  return answer ? listToJs(env, replyToJs(env, *answer)) : env.Undefined();
}

}  // namespace entra_broker::binding
