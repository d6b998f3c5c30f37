// SPDX-License-Identifier: MIT
#include "binding/convert.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace entra_broker::binding {
namespace {

// Longer than any sign-in, and short enough for poll() and time_point arithmetic.
constexpr double kMaxTimeoutMs = 2'147'483'647;

[[noreturn]] void refuse(Napi::Env env, const char* what) { throw Napi::TypeError::New(env, what); }

std::string textFromJs(const Napi::Value& value) {
  if (!value.IsString()) refuse(value.Env(), "entra-broker: a text is missing in a native call");
  std::string text = value.As<Napi::String>();
  // D-Bus strings end at a NUL: the rest would be cut off in silence.
  if (text.find('\0') != std::string::npos) {
    refuse(value.Env(), "entra-broker: a NUL character in a native call");
  }
  return text;
}

std::vector<std::string> textsFromJs(const Napi::Value& value) {
  if (!value.IsArray()) refuse(value.Env(), "entra-broker: a list is missing in a native call");
  const auto array = value.As<Napi::Array>();
  std::vector<std::string> texts;
  texts.reserve(array.Length());
  for (std::uint32_t index = 0; index < array.Length(); ++index) {
    texts.push_back(textFromJs(array.Get(index)));
  }
  return texts;
}

Napi::Object failureToJs(Napi::Env env, const Failure& failure) {
  auto object = Napi::Object::New(env);
  object.Set("code", std::string(nameOf(failure.code)));
  object.Set("name", failure.name);
  object.Set("message", failure.message);
  return object;
}

}  // namespace

Call callFromJs(const Napi::CallbackInfo& info, bool runs_program) {
  Call call{.timeout = timeoutFromJs(info[1])};
  if (runs_program) {
    call.command = textsFromJs(info[2]);
    if (call.command.empty()) refuse(info.Env(), "entra-broker: a program has no name");
    if (!info[3].IsUndefined()) call.only_while = callIdFromJs(info[3]);
    return call;
  }
  if (info.Length() <= 2) return call;
  call.verb = Verb::invoke;
  call.method = textFromJs(info[2]);
  call.protocol_version = textFromJs(info[3]);
  call.correlation_id = textFromJs(info[4]);
  call.body = textFromJs(info[5]);
  const bool plain = !call.method.empty() && std::ranges::all_of(call.method, [](char letter) {
    return (letter >= 'a' && letter <= 'z') || (letter >= 'A' && letter <= 'Z');
  });
  // libdbus writes to stderr when it is given what is no member name.
  if (!plain || call.method.size() > 255) {
    refuse(info.Env(), "entra-broker: a method name has letters only");
  }
  if (!info[6].IsUndefined()) call.only_while = callIdFromJs(info[6]);
  return call;
}

ChannelOptions optionsFromJs(const Napi::Value& value) {
  if (!value.IsObject()) refuse(value.Env(), "entra-broker: a native channel needs options");
  const auto object = value.As<Napi::Object>();
  const Napi::Value environment = object.Get("environment");
  if (environment.IsArray()) return {.environment = textsFromJs(environment)};
  return {.address = textFromJs(object.Get("address")),
          .connect_timeout = timeoutFromJs(object.Get("connectTimeoutMs"))};
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

std::vector<napi_value> replyToJs(Napi::Env env, const Outcome<Reply>& outcome) {
  const auto text = [env](std::string_view value) -> napi_value {
    return Napi::String::New(env, value.data(), value.size());
  };
  if (const auto* reply = std::get_if<Reply>(&outcome)) {
    if (!reply->status) return {text(reply->text)};
    return {text(reply->text), Napi::Number::New(env, *reply->status)};
  }
  const auto& failure = std::get<Failure>(outcome);
  return {env.Undefined(), text(nameOf(failure.code)), text(failure.name), text(failure.message)};
}

Napi::Value probeToJs(Napi::Env env, const ProbeResult& result) {
  auto object = Napi::Object::New(env);
  switch (result.state) {
    case ProbeResult::State::pending:
      object.Set("state", "pending");
      break;
    case ProbeResult::State::reachable:
      object.Set("state", "reachable");
      object.Set("running", result.running);
      break;
    case ProbeResult::State::unreachable:
      object.Set("state", "unreachable");
      object.Set("failure", failureToJs(env, result.failure));
      break;
  }
  return object;
}

Napi::Value ownerChangeToJs(Napi::Env env, OwnerState state) {
  auto object = Napi::Object::New(env);
  object.Set("running", state.running);
  object.Set("available", state.available);
  return object;
}

}  // namespace entra_broker::binding
