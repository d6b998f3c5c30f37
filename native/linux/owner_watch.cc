// SPDX-License-Identifier: MIT
#include "linux/owner_watch.h"

#include <algorithm>
#include <tuple>

namespace entra_broker::dbus {
namespace {

constexpr const char* kOwnerRule =
    "type='signal',sender='org.freedesktop.DBus',interface='org.freedesktop.DBus',"
    "member='NameOwnerChanged',arg0='com.microsoft.identity.broker1'";

// Enough for a broker that restarts while calls wait; a bus that invents owners fills no memory.
constexpr std::size_t kRememberedOwners = 16;

}  // namespace

void OwnerWatch::turnOn(const LibDbus* library, BusConnection* connection) {
  if (on_) return;
  on_ = true;
  if (library != nullptr && connection != nullptr) evaluate(*library, *connection);
}

void OwnerWatch::turnOff() {
  on_ = false;
  reported_.reset();
}

void OwnerWatch::onConnected(const LibDbus& library, BusConnection& connection) {
  // Before the first call: the bus answers in order, so the owner is known when a reply comes.
  std::ignore = connection.send(busCall(library, "AddMatch", kOwnerRule));
  owner_serial_ = connection.send(busCall(library, "GetNameOwner", kBrokerName)).value_or(0);
}

void OwnerWatch::onDisconnected() {
  owner_.reset();
  owners_.clear();
  owner_serial_ = 0;
  listing_serial_ = 0;
  report({.running = false, .available = false});
}

bool OwnerWatch::onMessage(const LibDbus& library, BusConnection& connection,
                           DBusMessage* message) {
  if (library.message_is_signal(message, kBusName, "NameOwnerChanged") != 0) {
    const auto change = readOwnerChange(library, message);
    if (change && (*change)[0] == kBrokerName) ownerIs(library, connection, (*change)[2]);
    return true;
  }
  const auto serial = library.message_get_reply_serial(message);
  if (serial == 0 || (serial != owner_serial_ && serial != listing_serial_)) return false;
  if (serial == owner_serial_) {
    owner_serial_ = 0;
    const bool owned = library.message_get_type(message) != kMessageError;
    const auto owner = owned ? readString(library, message) : std::nullopt;
    ownerIs(library, connection, owner.value_or(""));
  } else {
    listing_serial_ = 0;
    report({.running = false, .available = listsName(library, message, kBrokerName)});
  }
  return true;
}

bool OwnerWatch::isBroker(const char* sender) const {
  return sender != nullptr && std::ranges::find(owners_, sender) != owners_.end();
}

void OwnerWatch::ownerIs(const LibDbus& library, BusConnection& connection,
                         const std::string& owner) {
  // A new owner is a change even where there was one: it is another broker.
  if (!owner.empty() && owner_ != owner && reported_) reported_->running = false;
  owner_ = owner;
  if (!owner.empty() && !isBroker(owner.c_str())) {
    owners_.push_back(owner);
    if (owners_.size() > kRememberedOwners) owners_.pop_front();
  }
  evaluate(library, connection);
}

void OwnerWatch::evaluate(const LibDbus& library, BusConnection& connection) {
  if (!on_ || !owner_) return;
  listing_serial_ = 0;
  if (!owner_->empty()) return report({.running = true, .available = true});
  listing_serial_ = connection.send(busCall(library, "ListActivatableNames", nullptr)).value_or(0);
}

void OwnerWatch::report(OwnerState state) {
  if (!on_ || reported_ == state) return;
  const bool first = !reported_;
  reported_ = state;
  const auto word = [](bool value) { return std::string(value ? "1" : "0"); };
  if (!first) listener_.onEvent({word(state.running), word(state.available)});
}

}  // namespace entra_broker::dbus
