// SPDX-License-Identifier: MIT
#include "linux/bus_message.h"

#include <cstring>
#include <span>
#include <stdexcept>
#include <string_view>
#include <utility>

namespace entra_broker::dbus {
namespace {

constexpr auto kLetters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
// Nobody reads more of an error than this.
constexpr std::size_t kMaxErrorBytes = std::size_t{16} * 1024;

// The text, or as much of it as an error may have; never half a UTF-8 character.
std::string shortened(std::string text) {
  if (text.size() <= kMaxErrorBytes) return text;
  std::size_t end = kMaxErrorBytes;
  constexpr unsigned kContinuationMask = 0xC0U;
  constexpr unsigned kContinuation = 0x80U;
  while (end > 0 && (static_cast<unsigned char>(text[end]) & kContinuationMask) == kContinuation) {
    --end;
  }
  text.resize(end);
  return text;
}

// Text of an error reply: its first string, by D-Bus's convention.
Failure errorReply(const LibDbus& library, DBusMessage* message) {
  const char* name = library.message_get_error_name(message);
  return {.code = FailureCode::dbus_error,
          .name = name == nullptr ? "" : name,
          .message = shortened(readString(library, message).value_or(""))};
}

}  // namespace

BusMessage::BusMessage(BusMessage&& other) noexcept
    : library_(other.library_), message_(std::exchange(other.message_, nullptr)) {}

BusMessage& BusMessage::operator=(BusMessage&& other) noexcept {
  std::swap(library_, other.library_);
  std::swap(message_, other.message_);
  return *this;
}

BusMessage::~BusMessage() {
  if (message_ != nullptr) library_->message_unref(message_);
}

void requireWords(const Call& call) {
  if (verbOf(call) == Verb::ping) return;
  if (call.words.size() != 4) throw std::invalid_argument("entra-broker: a call has four words");
  const std::string& method = call.words.front();
  // libdbus writes to stderr when it is given what is no member name.
  if (method.empty() || method.size() > 255 ||
      method.find_first_not_of(kLetters) != std::string::npos) {
    throw std::invalid_argument("entra-broker: a method name has letters only");
  }
}

BusMessage brokerCall(const LibDbus& library, const Call& call) {
  if (verbOf(call) == Verb::ping) {
    return {library,
            library.message_new_method_call(kBrokerName, kBrokerPath, kPeerInterface, "Ping")};
  }
  BusMessage message(library,
                     library.message_new_method_call(kBrokerName, kBrokerPath, kBrokerInterface,
                                                     call.words.at(0).c_str()));
  const char* version = call.words.at(1).c_str();
  const char* correlation_id = call.words.at(2).c_str();
  const char* body = call.words.at(3).c_str();
  if (message.get() == nullptr ||
      library.message_append_args(message.get(), kTypeString, &version, kTypeString,
                                  &correlation_id, kTypeString, &body, kTypeInvalid) == 0) {
    return {library, nullptr};
  }
  return message;
}

BusMessage busCall(const LibDbus& library, const char* method, const char* argument) {
  BusMessage message(library,
                     library.message_new_method_call(kBusName, kBusPath, kBusName, method));
  if (argument == nullptr || message.get() == nullptr) return message;
  if (library.message_append_args(message.get(), kTypeString, &argument, kTypeInvalid) == 0) {
    return {library, nullptr};
  }
  return message;
}

Outcome<Words> readReply(const LibDbus& library, DBusMessage* message, Verb verb) {
  if (library.message_get_type(message) == kMessageError) return errorReply(library, message);
  if (verb == Verb::ping) return Words{""};  // any body will do, as for Microsoft's client
  const char* signature = library.message_get_signature(message);
  const char* text = nullptr;
  if (signature == nullptr || *signature != 's' ||
      library.message_get_args(message, nullptr, kTypeString, &text, kTypeInvalid) == 0) {
    return failureOf(FailureCode::bad_reply, signature == nullptr ? "" : signature);
  }
  const std::size_t size = std::strlen(text);
  if (size > kMaxReplyBytes) return failureOf(FailureCode::reply_too_large, std::to_string(size));
  return Words{std::string(text, size)};
}

std::optional<std::string> readString(const LibDbus& library, DBusMessage* message) {
  const char* text = nullptr;
  if (library.message_get_args(message, nullptr, kTypeString, &text, kTypeInvalid) == 0) {
    return std::nullopt;
  }
  return text;
}

std::optional<bool> readBoolean(const LibDbus& library, DBusMessage* message) {
  dbus_bool_t value = 0;
  if (library.message_get_args(message, nullptr, kTypeBoolean, &value, kTypeInvalid) == 0) {
    return std::nullopt;
  }
  return value != 0;
}

bool listsName(const LibDbus& library, DBusMessage* message, const char* name) {
  char** names = nullptr;
  int count = 0;
  if (library.message_get_args(message, nullptr, kTypeArray, kTypeString, &names, &count,
                               kTypeInvalid) == 0) {
    return false;
  }
  bool found = false;
  for (const char* each : std::span(names, static_cast<std::size_t>(count))) {
    found = found || std::string_view(each) == name;
  }
  library.free_string_array(names);
  return found;
}

std::optional<std::array<std::string, 3>> readOwnerChange(const LibDbus& library,
                                                          DBusMessage* message) {
  const char* sender = library.message_get_sender(message);
  if (sender == nullptr || std::string_view(sender) != kBusName) return std::nullopt;
  const char* name = nullptr;
  const char* before = nullptr;
  const char* after = nullptr;
  if (library.message_get_args(message, nullptr, kTypeString, &name, kTypeString, &before,
                               kTypeString, &after, kTypeInvalid) == 0) {
    return std::nullopt;
  }
  return std::array<std::string, 3>{name, before, after};
}

}  // namespace entra_broker::dbus
