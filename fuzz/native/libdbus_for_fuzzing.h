// SPDX-License-Identifier: MIT
#pragma once

#include <dlfcn.h>

#include <cstdlib>

#include "linux/libdbus.h"

namespace entra_broker::fuzzing {

// libdbus as the addon opens it.
inline const dbus::LibDbus& libdbus() {
  static const auto loaded = dbus::loadLibDbus();
  const auto* const* library = std::get_if<const dbus::LibDbus*>(&loaded);
  if (library == nullptr) std::abort();
  return **library;
}

// A function of libdbus that the addon has no use for, declared by hand as in linux/libdbus.h.
template <class Function>
Function functionOfLibdbus(const char* name) {
  libdbus();
  void* library = dlopen("libdbus-1.so.3", RTLD_NOW | RTLD_NOLOAD);
  auto function = reinterpret_cast<Function>(library == nullptr ? nullptr : dlsym(library, name));
  if (function == nullptr) std::abort();
  return function;
}

// What must hold, whatever came in.
inline void require(bool holds) {
  if (!holds) std::abort();
}

}  // namespace entra_broker::fuzzing
