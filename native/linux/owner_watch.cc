// SPDX-License-Identifier: MIT
#include "linux/owner_watch.h"

#include <tuple>

namespace entra_broker::dbus {
namespace {

constexpr const char* kOwnerRule =
    "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
    "member='NameOwnerChanged',arg0='com.microsoft.identity.broker1'";

}  // namespace

void OwnerWatch::turnOn(const LibDbus& library, BusConnection* connection) {
  if (on_) return;
  on_ = true;
  if (connection != nullptr) follow(library, *connection);
}

void OwnerWatch::turnOff(const LibDbus* library, BusConnection* connection) {
  if (!on_) return;
  on_ = false;
  known_.reset();
  if (library == nullptr || connection == nullptr) return;
  std::ignore = connection->send(busCall(*library, "RemoveMatch", kOwnerRule));
}

void OwnerWatch::onConnected(const LibDbus& library, BusConnection& connection) {
  if (on_) follow(library, connection);
}

void OwnerWatch::onDisconnected() {
  owner_serial_ = 0;
  listing_serial_ = 0;
  if (on_) report({.running = false, .available = false});
}

void OwnerWatch::follow(const LibDbus& library, BusConnection& connection) {
  std::ignore = connection.send(busCall(library, "AddMatch", kOwnerRule));
  owner_serial_ = connection.send(busCall(library, "NameHasOwner", kBrokerName)).value_or(0);
}

bool OwnerWatch::onMessage(const LibDbus& library, BusConnection& connection,
                           DBusMessage* message) {
  if (library.message_is_signal(message, kBusName, "NameOwnerChanged") != 0) {
    const auto change = readOwnerChange(library, message);
    if (!on_ || !change || (*change)[0] != kBrokerName) return true;
    // A new owner is a change even where there was one: it is another broker.
    if (known_) known_->running = false;
    ownerIs(library, connection, !(*change)[2].empty());
    return true;
  }
  const auto serial = library.message_get_reply_serial(message);
  if (serial == 0 || (serial != owner_serial_ && serial != listing_serial_)) return false;
  if (serial == owner_serial_) {
    owner_serial_ = 0;
    ownerIs(library, connection, readBoolean(library, message).value_or(false));
  } else {
    listing_serial_ = 0;
    report({.running = false, .available = listsName(library, message, kBrokerName)});
  }
  return true;
}

void OwnerWatch::ownerIs(const LibDbus& library, BusConnection& connection, bool owned) {
  if (owned) {
    listing_serial_ = 0;
    return report({.running = true, .available = true});
  }
  listing_serial_ = connection.send(busCall(library, "ListActivatableNames", nullptr)).value_or(0);
}

void OwnerWatch::report(OwnerState state) {
  if (!on_ || known_ == state) return;
  const bool first = !known_;
  known_ = state;
  if (!first) listener_.onOwnerChange(state);
}

}  // namespace entra_broker::dbus
