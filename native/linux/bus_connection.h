// SPDX-License-Identifier: MIT
#pragma once

#include <poll.h>

#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "linux/bus_message.h"
#include "linux/libdbus.h"

namespace entra_broker::dbus {

// Who reads what arrives on a connection.
class MessageReader : private Pinned {
 public:
  virtual ~MessageReader() = default;
  // True if the message was for us; otherwise libdbus answers it by its rules (Peer.Ping …).
  virtual bool onMessage(DBusMessage* message) = 0;
};

// A private connection to a bus, served by poll(). With the turn only. It knows bytes and
// messages, not calls; the reader must outlive it.
class BusConnection : private Pinned {
 public:
  [[nodiscard]] static Outcome<std::unique_ptr<BusConnection>> open(const LibDbus& library,
                                                                    const std::string& address,
                                                                    MessageReader& reader);
  ~BusConnection();

  // Serial of the message, under which its reply will come; none if out of memory.
  [[nodiscard]] std::optional<std::uint32_t> send(const BusMessage& message);

  void dispatch();  // hands over what has been read
  void collect(std::vector<pollfd>& descriptors);
  void ready(std::span<const pollfd> descriptors);

  [[nodiscard]] bool authenticated() const;
  [[nodiscard]] bool lost() const noexcept { return lost_; }
  void setUniqueName(const std::string& name);

 private:
  BusConnection(const LibDbus& library, DBusConnection* connection, MessageReader& reader) noexcept
      : library_(library), connection_(connection), reader_(reader) {}
  [[nodiscard]] bool install();
  void readOn(DBusWatch* watch, int fd);  // until a message is whole, if its rest is there
  [[nodiscard]] int onMessage(DBusMessage* message) noexcept;

  // Called by libdbus, with `this` as data.
  static dbus_bool_t addWatch(DBusWatch* watch, void* self) noexcept;
  static void removeWatch(DBusWatch* watch, void* self) noexcept;
  static void toggleWatch(DBusWatch* watch, void* self) noexcept;
  static int filter(DBusConnection* connection, DBusMessage* message, void* self) noexcept;

  const LibDbus& library_;
  DBusConnection* connection_;
  MessageReader& reader_;
  std::vector<DBusWatch*> watches_;  // libdbus's, while it lists them
  std::vector<DBusWatch*> polled_;   // those of the last collect(), in its order
  bool lost_ = false;
};

}  // namespace entra_broker::dbus
