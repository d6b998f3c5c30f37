// SPDX-License-Identifier: MIT
#include "linux/bus_connection.h"

#include <sys/ioctl.h>

#include <algorithm>
#include <exception>
#include <utility>

namespace entra_broker::dbus {
namespace {

// libdbus reads 4 KiB at a time: 256 KiB of a long reply before others have their turn.
constexpr int kReadsInARow = 64;

// Owns a DBusError and what libdbus puts into it.
class BusError : private Pinned {
 public:
  explicit BusError(const LibDbus& library) : library_(library) { library_.error_init(&error_); }
  ~BusError() { library_.error_free(&error_); }
  [[nodiscard]] DBusError* get() noexcept { return &error_; }
  [[nodiscard]] std::string name() const { return error_.name == nullptr ? "" : error_.name; }

 private:
  const LibDbus& library_;
  DBusError error_{};
};

short eventsOf(unsigned flags) {
  unsigned events = 0;
  if ((flags & kWatchReadable) != 0) events |= POLLIN;
  if ((flags & kWatchWritable) != 0) events |= POLLOUT;
  return static_cast<short>(events);
}

unsigned flagsOf(short events) {
  const auto happened = static_cast<unsigned>(events);
  unsigned flags = 0;
  if ((happened & POLLIN) != 0) flags |= kWatchReadable;
  if ((happened & POLLOUT) != 0) flags |= kWatchWritable;
  if ((happened & (POLLERR | POLLNVAL)) != 0) flags |= kWatchError;
  if ((happened & POLLHUP) != 0) flags |= kWatchHangup;
  return flags;
}

}  // namespace

Outcome<std::unique_ptr<BusConnection>> BusConnection::open(const LibDbus& library,
                                                            const std::string& address,
                                                            MessageReader& reader) {
  BusError error(library);
  DBusConnection* opened = library.connection_open_private(address.c_str(), error.get());
  if (opened == nullptr) return failureOf(FailureCode::bus_unreachable, error.name());
  std::unique_ptr<BusConnection> connection(new BusConnection(library, opened, reader));
  if (!connection->install()) return failureOf(FailureCode::internal, "out of memory");
  return connection;
}

bool BusConnection::install() {
  library_.connection_set_exit_on_disconnect(connection_, 0);
  return library_.connection_set_watch_functions(connection_, &addWatch, &removeWatch, &toggleWatch,
                                                 this, nullptr) != 0 &&
         library_.connection_add_filter(connection_, &filter, this, nullptr) != 0;
}

BusConnection::~BusConnection() {
  library_.connection_remove_filter(connection_, &filter, this);
  library_.connection_close(connection_);
  library_.connection_set_watch_functions(connection_, nullptr, nullptr, nullptr, nullptr, nullptr);
  library_.connection_unref(connection_);
}

std::optional<std::uint32_t> BusConnection::send(const BusMessage& message) {
  std::uint32_t serial = 0;
  if (message.get() == nullptr ||
      library_.connection_send(connection_, message.get(), &serial) == 0) {
    return std::nullopt;
  }
  return serial;
}

void BusConnection::dispatch() {
  while (library_.connection_dispatch(connection_) == kDispatchDataRemains) {
  }
}

void BusConnection::collect(std::vector<pollfd>& descriptors) {
  polled_.clear();
  for (DBusWatch* watch : watches_) {
    if (library_.watch_get_enabled(watch) == 0) continue;
    polled_.push_back(watch);
    descriptors.push_back({.fd = library_.watch_get_unix_fd(watch),
                           .events = eventsOf(library_.watch_get_flags(watch)),
                           .revents = 0});
  }
}

void BusConnection::ready(std::span<const pollfd> descriptors) {
  for (std::size_t index = 0; index < descriptors.size() && index < polled_.size(); ++index) {
    const unsigned flags = flagsOf(descriptors[index].revents);
    DBusWatch* watch = polled_[index];
    // Serving one watch may make libdbus take another away.
    const bool listed = std::ranges::find(watches_, watch) != watches_.end();
    if (flags != 0 && listed && library_.watch_get_enabled(watch) != 0) {
      library_.watch_handle(watch, flags);
      if ((flags & kWatchReadable) != 0) readOn(watch, descriptors[index].fd);
    }
  }
  dispatch();
}

void BusConnection::readOn(DBusWatch* watch, int fd) {
  for (int times = 0; times < kReadsInARow; ++times) {
    int waiting = 0;
    const bool whole = library_.connection_get_dispatch_status(connection_) == kDispatchDataRemains;
    const bool listed = std::ranges::find(watches_, watch) != watches_.end();
    if (whole || !listed || ioctl(fd, FIONREAD, &waiting) != 0 || waiting == 0) return;
    library_.watch_handle(watch, kWatchReadable);
  }
}

bool BusConnection::authenticated() const {
  return library_.connection_get_is_authenticated(connection_) != 0;
}

void BusConnection::setUniqueName(const std::string& name) {
  library_.bus_set_unique_name(connection_, name.c_str());
}

int BusConnection::onMessage(DBusMessage* message) noexcept {
  try {
    if (library_.message_is_signal(message, kLocalInterface, "Disconnected") != 0) {
      lost_ = true;
      return kHandled;
    }
    return reader_.onMessage(message) ? kHandled : kNotYetHandled;
  } catch (const std::exception&) {
    lost_ = true;  // a message that we could not take in: the calls fail rather than hang
    return kHandled;
  }
}

dbus_bool_t BusConnection::addWatch(DBusWatch* watch, void* self) noexcept {
  try {
    static_cast<BusConnection*>(self)->watches_.push_back(watch);
    return 1;
  } catch (const std::exception&) {
    return 0;
  }
}

void BusConnection::removeWatch(DBusWatch* watch, void* self) noexcept {
  std::erase(static_cast<BusConnection*>(self)->watches_, watch);
}

// Nothing to do: whether a watch is enabled is asked before each wait.
void BusConnection::toggleWatch(DBusWatch* /*watch*/, void* /*self*/) noexcept {}

int BusConnection::filter(DBusConnection* /*connection*/, DBusMessage* message,
                          void* self) noexcept {
  return static_cast<BusConnection*>(self)->onMessage(message);
}

}  // namespace entra_broker::dbus
