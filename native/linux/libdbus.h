// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>

#include "contract/failure.h"

// The part of libdbus-1 that is used, declared by hand so that neither building nor loading the
// addon needs libdbus. test/integration compares these declarations with <dbus/dbus.h>.
extern "C" {
struct DBusConnection;
struct DBusMessage;
struct DBusWatch;
struct DBusAddressEntry;
using dbus_bool_t = std::uint32_t;

struct DBusError {
  const char* name;
  const char* message;
  unsigned int dummy1 : 1;
  unsigned int dummy2 : 1;
  unsigned int dummy3 : 1;
  unsigned int dummy4 : 1;
  unsigned int dummy5 : 1;
  void* padding1;
};

using DBusAddWatch = dbus_bool_t (*)(DBusWatch*, void*);
using DBusWatchChange = void (*)(DBusWatch*, void*);
using DBusFree = void (*)(void*);
using DBusMessageFilter = int (*)(DBusConnection*, DBusMessage*, void*);
}

namespace entra_broker::dbus {

inline constexpr int kTypeInvalid = 0;
inline constexpr int kTypeString = 's';
inline constexpr int kTypeArray = 'a';
inline constexpr int kTypeBoolean = 'b';
inline constexpr int kMessageMethodReturn = 2;
inline constexpr int kMessageError = 3;
inline constexpr unsigned kWatchReadable = 1U << 0U;
inline constexpr unsigned kWatchWritable = 1U << 1U;
inline constexpr unsigned kWatchError = 1U << 2U;
inline constexpr unsigned kWatchHangup = 1U << 3U;
inline constexpr int kHandled = 0;
inline constexpr int kNotYetHandled = 1;
inline constexpr int kDispatchDataRemains = 0;

// X(return type, name, parameters)
#define ENTRA_BROKER_LIBDBUS(X)                                                                  \
  X(void, error_init, (DBusError*))                                                              \
  X(void, error_free, (DBusError*))                                                              \
  X(dbus_bool_t, threads_init_default, ())                                                       \
  X(dbus_bool_t, parse_address, (const char*, DBusAddressEntry***, int*, DBusError*))            \
  X(void, address_entries_free, (DBusAddressEntry**))                                            \
  X(const char*, address_entry_get_method, (DBusAddressEntry*))                                  \
  X(const char*, address_entry_get_value, (DBusAddressEntry*, const char*))                      \
  X(DBusConnection*, connection_open_private, (const char*, DBusError*))                         \
  X(void, connection_close, (DBusConnection*))                                                   \
  X(void, connection_unref, (DBusConnection*))                                                   \
  X(void, connection_set_exit_on_disconnect, (DBusConnection*, dbus_bool_t))                     \
  X(void, connection_set_change_sigpipe, (dbus_bool_t))                                          \
  X(dbus_bool_t, connection_get_is_authenticated, (DBusConnection*))                             \
  X(dbus_bool_t, connection_set_watch_functions,                                                 \
    (DBusConnection*, DBusAddWatch, DBusWatchChange, DBusWatchChange, void*, DBusFree))          \
  X(dbus_bool_t, connection_add_filter, (DBusConnection*, DBusMessageFilter, void*, DBusFree))   \
  X(void, connection_remove_filter, (DBusConnection*, DBusMessageFilter, void*))                 \
  X(int, connection_dispatch, (DBusConnection*))                                                 \
  X(int, connection_get_dispatch_status, (DBusConnection*))                                      \
  X(dbus_bool_t, connection_send, (DBusConnection*, DBusMessage*, std::uint32_t*))               \
  X(int, watch_get_unix_fd, (DBusWatch*))                                                        \
  X(unsigned int, watch_get_flags, (DBusWatch*))                                                 \
  X(dbus_bool_t, watch_get_enabled, (DBusWatch*))                                                \
  X(dbus_bool_t, watch_handle, (DBusWatch*, unsigned int))                                       \
  X(dbus_bool_t, bus_set_unique_name, (DBusConnection*, const char*))                            \
  X(DBusMessage*, message_new_method_call, (const char*, const char*, const char*, const char*)) \
  X(dbus_bool_t, message_append_args, (DBusMessage*, int, ...))                                  \
  X(dbus_bool_t, message_get_args, (DBusMessage*, DBusError*, int, ...))                         \
  X(int, message_get_type, (DBusMessage*))                                                       \
  X(std::uint32_t, message_get_reply_serial, (DBusMessage*))                                     \
  X(const char*, message_get_error_name, (DBusMessage*))                                         \
  X(const char*, message_get_signature, (DBusMessage*))                                          \
  X(const char*, message_get_sender, (DBusMessage*))                                             \
  X(dbus_bool_t, message_is_signal, (DBusMessage*, const char*, const char*))                    \
  X(void, message_unref, (DBusMessage*))                                                         \
  X(void, free_string_array, (char**))

// The functions of libdbus-1, each under its name without the prefix dbus_.
struct LibDbus {
#define ENTRA_BROKER_MEMBER(result, name, parameters) result(*name) parameters = nullptr;
  ENTRA_BROKER_LIBDBUS(ENTRA_BROKER_MEMBER)
#undef ENTRA_BROKER_MEMBER
};

// Opens libdbus-1.so.3 at the first use that succeeds and keeps it until the process ends, since
// its threads and thread-local state cannot be unloaded safely. Any thread.
[[nodiscard]] Outcome<const LibDbus*> loadLibDbus();

}  // namespace entra_broker::dbus
