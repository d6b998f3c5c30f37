// SPDX-License-Identifier: MIT
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>

#include "contract/channel.h"
#include "linux/libdbus.h"

namespace entra_broker::dbus {

// Names of Microsoft's broker on the session bus (measured on its own client, 0.20.7).
inline constexpr const char* kBrokerName = "com.microsoft.identity.broker1";
inline constexpr const char* kBrokerPath = "/com/microsoft/identity/broker1";
inline constexpr const char* kBrokerInterface = "com.microsoft.identity.Broker1";
inline constexpr const char* kPeerInterface = "org.freedesktop.DBus.Peer";
inline constexpr const char* kBusName = "org.freedesktop.DBus";
inline constexpr const char* kBusPath = "/org/freedesktop/DBus";
inline constexpr const char* kLocalInterface = "org.freedesktop.DBus.Local";

// A longer reply is no broker's: Microsoft's client was seen to take 3 MB.
inline constexpr std::size_t kMaxReplyBytes = std::size_t{8} * 1024 * 1024;

// What a call asks of the broker. Words of a ping: none; else its method, the protocol version, a
// correlation id and a body.
enum class Verb { ping, invoke };
[[nodiscard]] inline Verb verbOf(const Call& call) {
  return call.words.empty() ? Verb::ping : Verb::invoke;
}
void requireWords(const Call& call);  // throws std::invalid_argument for others

// Owns a message.
class BusMessage {
 public:
  BusMessage(const LibDbus& library, DBusMessage* message) noexcept
      : library_(&library), message_(message) {}
  BusMessage(const BusMessage&) = delete;
  BusMessage& operator=(const BusMessage&) = delete;
  BusMessage(BusMessage&& other) noexcept;
  BusMessage& operator=(BusMessage&& other) noexcept;
  ~BusMessage();
  [[nodiscard]] DBusMessage* get() const noexcept { return message_; }  // null: out of memory

 private:
  const LibDbus* library_;
  DBusMessage* message_;
};

// Of words that requireWords() lets pass.
[[nodiscard]] BusMessage brokerCall(const LibDbus& library, const Call& call);

// A call to the bus itself with at most one string, e.g. ("NameHasOwner", kBrokerName).
[[nodiscard]] BusMessage busCall(const LibDbus& library, const char* method, const char* argument);

// What a broker's reply says: its first string, or why it is none.
[[nodiscard]] Outcome<Words> readReply(const LibDbus& library, DBusMessage* message, Verb verb);

[[nodiscard]] std::optional<std::string> readString(const LibDbus& library, DBusMessage* message);
[[nodiscard]] std::optional<bool> readBoolean(const LibDbus& library, DBusMessage* message);
[[nodiscard]] bool listsName(const LibDbus& library, DBusMessage* message, const char* name);

// The three strings of a NameOwnerChanged signal that comes from the bus: name, old and new owner.
[[nodiscard]] std::optional<std::array<std::string, 3>> readOwnerChange(const LibDbus& library,
                                                                        DBusMessage* message);

}  // namespace entra_broker::dbus
