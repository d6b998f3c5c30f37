// SPDX-License-Identifier: MIT
//
// Compiles only if what native/linux/libdbus.h declares by hand is what <dbus/dbus.h> declares.
#include <cstddef>
#include <type_traits>

// Both headers define this one; under another name the two can be compared.
#define DBusError HandWrittenDBusError
#include "linux/libdbus.h"
#undef DBusError

#include <dbus/dbus.h>

namespace {

// A type as a caller passes it: enumerations are integers, and the two DBusErrors are one.
template <class T>
struct Passed {
  using type = T;
};
template <class T>
  requires std::is_enum_v<T>
struct Passed<T> {
  static_assert(sizeof(T) == sizeof(int));
  using type = int;
};
template <>
struct Passed<HandWrittenDBusError*> {
  using type = DBusError*;
};
template <class Result, class... Arguments>
struct Passed<Result (*)(Arguments...)> {
  using type = typename Passed<Result>::type (*)(typename Passed<Arguments>::type...);
};
template <class Result, class... Arguments>
struct Passed<Result (*)(Arguments..., ...)> {
  using type = typename Passed<Result>::type (*)(typename Passed<Arguments>::type..., ...);
};

template <class One, class Other>
constexpr bool kSame = std::is_same_v<typename Passed<One>::type, typename Passed<Other>::type>;

using entra_broker::dbus::LibDbus;
#define COMPARE(result, name, parameters) \
  static_assert(kSame<decltype(LibDbus::name), decltype(&dbus_##name)>, "dbus_" #name);
ENTRA_BROKER_LIBDBUS(COMPARE)
#undef COMPARE

static_assert(sizeof(HandWrittenDBusError) == sizeof(DBusError));
static_assert(alignof(HandWrittenDBusError) == alignof(DBusError));
static_assert(offsetof(HandWrittenDBusError, name) == offsetof(DBusError, name));
static_assert(offsetof(HandWrittenDBusError, message) == offsetof(DBusError, message));
static_assert(offsetof(HandWrittenDBusError, padding1) == offsetof(DBusError, padding1));

static_assert(entra_broker::dbus::kTypeInvalid == DBUS_TYPE_INVALID);
static_assert(entra_broker::dbus::kTypeString == DBUS_TYPE_STRING);
static_assert(entra_broker::dbus::kTypeArray == DBUS_TYPE_ARRAY);
static_assert(entra_broker::dbus::kTypeBoolean == DBUS_TYPE_BOOLEAN);
static_assert(entra_broker::dbus::kMessageMethodReturn == DBUS_MESSAGE_TYPE_METHOD_RETURN);
static_assert(entra_broker::dbus::kMessageError == DBUS_MESSAGE_TYPE_ERROR);
static_assert(entra_broker::dbus::kWatchReadable == DBUS_WATCH_READABLE);
static_assert(entra_broker::dbus::kWatchWritable == DBUS_WATCH_WRITABLE);
static_assert(entra_broker::dbus::kWatchError == DBUS_WATCH_ERROR);
static_assert(entra_broker::dbus::kWatchHangup == DBUS_WATCH_HANGUP);
static_assert(entra_broker::dbus::kHandled == DBUS_HANDLER_RESULT_HANDLED);
static_assert(entra_broker::dbus::kNotYetHandled == DBUS_HANDLER_RESULT_NOT_YET_HANDLED);
static_assert(entra_broker::dbus::kDispatchDataRemains == DBUS_DISPATCH_DATA_REMAINS);

}  // namespace
