// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace entra_broker {

// Why a channel could not bring a reply. Meanings: lib/channels/channel.ts; a test compares the
// two.
enum class FailureCode : std::size_t {
  library_missing,
  no_bus_address,
  bus_address_refused,
  bus_unreachable,
  bus_silent,
  bus_without_hello,
  name_unavailable,
  too_slow,
  dbus_error,
  bad_reply,
  reply_too_large,
  timed_out,
  canceled,
  not_sent,
  disconnected,
  closed,
  hresult,
  window_invalid,
  operation_canceled,
  internal,
};

inline constexpr std::array<std::string_view, 20> kFailureCodeNames = {
    "library_missing", "no_bus_address",    "bus_address_refused", "bus_unreachable",
    "bus_silent",      "bus_without_hello", "name_unavailable",    "too_slow",
    "dbus_error",      "bad_reply",         "reply_too_large",     "timed_out",
    "canceled",        "not_sent",          "disconnected",        "closed",
    "hresult",         "window_invalid",    "operation_canceled",  "internal",
};

[[nodiscard]] constexpr std::string_view nameOf(FailureCode code) noexcept {
  return kFailureCodeNames.at(static_cast<std::size_t>(code));
}

struct Failure {
  FailureCode code = FailureCode::internal;
  std::string name;     // what the transport calls it; safe to log
  std::string message;  // the other side's words; may hold user names
};

[[nodiscard]] inline Failure failureOf(FailureCode code, std::string name = {}) {
  return {.code = code, .name = std::move(name), .message = {}};
}

// Below the binding a failure is a value: nothing throws across a thread or a library.
template <class T>
using Outcome = std::variant<T, Failure>;

}  // namespace entra_broker
