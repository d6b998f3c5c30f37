// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <string>

#include "contract/channel.h"
#include "linux/bus_connection.h"

namespace entra_broker::dbus {

// Whether a broker runs, and whether a call would find one or start one.
struct OwnerState {
  bool running = false;
  bool available = false;
  friend bool operator==(const OwnerState&, const OwnerState&) = default;
};

// Knows who owns the broker's name on a connection: to tell the broker's replies from those that
// another process sends in its name, and to report when a broker comes or goes. With the turn only.
class OwnerWatch : private Pinned {
 public:
  explicit OwnerWatch(ChannelListener& listener) : listener_(listener) {}

  // Reports from now on. The state at the start is no change. Both arguments are null while there
  // is no connection that is ready.
  void turnOn(const LibDbus* library, BusConnection* connection);
  void turnOff();

  void onConnected(const LibDbus& library, BusConnection& connection);
  void onDisconnected();
  // True if the message was for the watch. It must come from the bus.
  [[nodiscard]] bool onMessage(const LibDbus& library, BusConnection& connection,
                               DBusMessage* message);

  // Whether this connection owns the broker's name or did so before: an answer may come from a
  // broker that has just given the name to its successor.
  [[nodiscard]] bool isBroker(const char* sender) const;

 private:
  void ownerIs(const LibDbus& library, BusConnection& connection, const std::string& owner);
  void evaluate(const LibDbus& library, BusConnection& connection);
  void report(OwnerState state);

  ChannelListener& listener_;
  bool on_ = false;
  std::optional<OwnerState> reported_;
  std::optional<std::string> owner_;  // unique name; empty: nobody; unset: not known yet
  std::deque<std::string> owners_;    // those of this connection, the newest last
  std::uint32_t owner_serial_ = 0;    // "who owns the name?"
  std::uint32_t listing_serial_ = 0;  // "if nobody, could it be activated?"
};

}  // namespace entra_broker::dbus
