// SPDX-License-Identifier: MIT
#include "linux/bus_address.h"

#include <netdb.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <memory>
#include <optional>
#include <span>
#include <string_view>
#include <system_error>
#include <vector>

#include "contract/channel.h"
#include "linux/file_descriptor.h"
#include "linux/thread.h"

namespace entra_broker::dbus {
namespace {

using Milliseconds = std::chrono::milliseconds;

// For all entries together: while a TCP connection is tried, the thread serves nobody else.
constexpr Milliseconds kLongestTry{1'000};

std::string errorText(int error) { return std::generic_category().message(error); }

Failure unreachable(int error) { return failureOf(FailureCode::bus_unreachable, errorText(error)); }

// Whether a connection can be made now; the connection is dropped again.
std::optional<Failure> tryConnect(const sockaddr* address, socklen_t size,
                                  Clock::time_point deadline) {
  const FileDescriptor socket(
      ::socket(address->sa_family, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0));
  if (!socket.valid()) return unreachable(errno);
  if (::connect(socket.get(), address, size) == 0) return std::nullopt;
  // A unix socket says EAGAIN while its queue is full: there is a listener that accepts nobody.
  if (errno == EAGAIN) return failureOf(FailureCode::bus_silent, errorText(EAGAIN));
  if (errno != EINPROGRESS) return unreachable(errno);
  pollfd waiting{.fd = socket.get(), .events = POLLOUT, .revents = 0};
  if (::poll(&waiting, 1, millisecondsUntil(deadline)) != 1) return unreachable(ETIMEDOUT);
  int error = 0;
  socklen_t length = sizeof(error);
  ::getsockopt(socket.get(), SOL_SOCKET, SO_ERROR, &error, &length);
  return error == 0 ? std::nullopt : std::optional(unreachable(error));
}

std::optional<Failure> tryUnix(std::string_view path, bool abstract, Clock::time_point deadline) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::size_t offset = abstract ? 1 : 0;
  if (path.empty() || path.size() + offset >= sizeof(address.sun_path)) {
    return unreachable(ENAMETOOLONG);
  }
  std::memcpy(&address.sun_path[offset], path.data(), path.size());
  const auto size = offsetof(sockaddr_un, sun_path) + offset + path.size() + (abstract ? 0 : 1);
  // The sockets API takes every kind of address through this cast.
  return tryConnect(reinterpret_cast<sockaddr*>(&address),  // NOLINT(*-reinterpret-cast)
                    static_cast<socklen_t>(size), deadline);
}

std::optional<Failure> tryTcp(const char* host, const char* port, Clock::time_point deadline) {
  addrinfo hints{};
  hints.ai_socktype = SOCK_STREAM;
  const bool local = std::string_view(host) == "localhost";
  if (!local) hints.ai_flags = AI_NUMERICHOST;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host, port, &hints, &found) != 0) {
    return failureOf(FailureCode::bus_address_refused, "tcp host is no number");
  }
  const std::unique_ptr<addrinfo, decltype(&::freeaddrinfo)> owner(found, &::freeaddrinfo);
  std::optional<Failure> failure = unreachable(EADDRNOTAVAIL);
  for (const addrinfo* each = found; each != nullptr && failure; each = each->ai_next) {
    failure = tryConnect(each->ai_addr, each->ai_addrlen, deadline);
  }
  return failure;
}

std::optional<Failure> tryEntry(const LibDbus& library, DBusAddressEntry* entry,
                                Clock::time_point deadline) {
  const std::string_view method = library.address_entry_get_method(entry);
  const auto value = [&](const char* key) { return library.address_entry_get_value(entry, key); };
  if (method == "unix") {
    if (const char* path = value("path")) return tryUnix(path, false, deadline);
    if (const char* name = value("abstract")) return tryUnix(name, true, deadline);
  }
  if (method == "tcp" && value("host") != nullptr && value("port") != nullptr) {
    return tryTcp(value("host"), value("port"), deadline);
  }
  return failureOf(FailureCode::bus_address_refused, std::string(method));
}

// libdbus keeps the order of the entries, and a `;` inside of one is always escaped.
std::vector<std::string> splitEntries(const std::string& addresses) {
  std::vector<std::string> entries;
  std::size_t begin = 0;
  while (begin <= addresses.size()) {
    const auto end = std::min(addresses.find(';', begin), addresses.size());
    entries.push_back(addresses.substr(begin, end - begin));
    begin = end + 1;
  }
  return entries;
}

}  // namespace

Outcome<std::string> reachableAddress(const LibDbus& library, const std::string& addresses,
                                      Milliseconds timeout) {
  if (addresses.empty()) return failureOf(FailureCode::no_bus_address);
  DBusAddressEntry** entries = nullptr;
  int count = 0;
  if (library.parse_address(addresses.c_str(), &entries, &count, nullptr) == 0) {
    return failureOf(FailureCode::bus_address_refused, "not a D-Bus address");
  }
  const std::unique_ptr<DBusAddressEntry*, decltype(library.address_entries_free)> owner(
      entries, library.address_entries_free);
  const auto deadline = Clock::now() + std::min(timeout, kLongestTry);
  const auto texts = splitEntries(addresses);
  Failure last = failureOf(FailureCode::bus_address_refused, "empty");
  const std::span<DBusAddressEntry*> list(entries, static_cast<std::size_t>(count));
  for (std::size_t index = 0; index < list.size() && index < texts.size(); ++index) {
    auto failure = tryEntry(library, list[index], deadline);
    if (!failure) return texts[index];
    // An address that we tried says more than one that we do not use.
    const bool tried = failure->code != FailureCode::bus_address_refused;
    if (tried || last.code == FailureCode::bus_address_refused) last = *std::move(failure);
  }
  return last;
}

}  // namespace entra_broker::dbus
