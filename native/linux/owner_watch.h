// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <optional>

#include "contract/channel.h"
#include "linux/bus_connection.h"

namespace entra_broker::dbus {

// Follows who owns the broker's name on a connection and reports when that changes. The state at
// the start of watching is no change. Broker thread only.
class OwnerWatch {
 public:
  explicit OwnerWatch(ChannelListener& listener) : listener_(listener) {}
  OwnerWatch(const OwnerWatch&) = delete;
  OwnerWatch& operator=(const OwnerWatch&) = delete;
  ~OwnerWatch() = default;

  [[nodiscard]] bool on() const noexcept { return on_; }
  // The connection is null while there is none that is ready.
  void turnOn(const LibDbus& library, BusConnection* connection);
  void turnOff(const LibDbus* library, BusConnection* connection);

  void onConnected(const LibDbus& library, BusConnection& connection);
  void onDisconnected();
  // True if the message was for the watch.
  [[nodiscard]] bool onMessage(const LibDbus& library, BusConnection& connection,
                               DBusMessage* message);

 private:
  void follow(const LibDbus& library, BusConnection& connection);
  void ownerIs(const LibDbus& library, BusConnection& connection, bool owned);
  void report(OwnerState state);

  ChannelListener& listener_;
  bool on_ = false;
  std::optional<OwnerState> known_;
  std::uint32_t owner_serial_ = 0;    // "is the name owned?"
  std::uint32_t listing_serial_ = 0;  // "then, could it be activated?"
};

}  // namespace entra_broker::dbus
