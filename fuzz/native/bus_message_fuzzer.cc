// SPDX-License-Identifier: MIT
// Bytes of a message, as a hostile bus would send them, through every function that reads one.
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>

#include "libdbus_for_fuzzing.h"
#include "linux/bus_message.h"

namespace entra_broker::fuzzing {
namespace {

using Demarshal = DBusMessage* (*)(const char*, int, DBusError*);

void checkReply(const Outcome<Words>& outcome) {
  if (const auto* words = std::get_if<Words>(&outcome)) {
    require(words->size() == 1);
    require(words->front().size() <= dbus::kMaxReplyBytes);
    require(words->front().find('\0') == std::string::npos);
    return;
  }
  const auto code = std::get<Failure>(outcome).code;
  require(code == FailureCode::dbus_error || code == FailureCode::bad_reply ||
          code == FailureCode::reply_too_large);
}

void read(DBusMessage* message) {
  const auto& library = libdbus();
  const dbus::BusMessage owner(library, message);
  checkReply(dbus::readReply(library, message, dbus::Verb::invoke));
  checkReply(dbus::readReply(library, message, dbus::Verb::ping));
  (void)dbus::readString(library, message);
  (void)dbus::readBoolean(library, message);
  (void)dbus::listsName(library, message, dbus::kBrokerName);
  if (const auto change = dbus::readOwnerChange(library, message)) {
    require(std::strcmp(library.message_get_sender(message), dbus::kBusName) == 0);
  }
}

}  // namespace
}  // namespace entra_broker::fuzzing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using entra_broker::fuzzing::functionOfLibdbus;
  static const auto demarshal =
      functionOfLibdbus<entra_broker::fuzzing::Demarshal>("dbus_message_demarshal");
  if (size > INT32_MAX) return 0;
  auto* message = demarshal(reinterpret_cast<const char*>(data), static_cast<int>(size), nullptr);
  if (message != nullptr) entra_broker::fuzzing::read(message);
  return 0;
}
