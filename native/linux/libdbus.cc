// SPDX-License-Identifier: MIT
#include "linux/libdbus.h"

#include <dlfcn.h>

#include <algorithm>
#include <array>
#include <mutex>
#include <string>

namespace entra_broker::dbus {
namespace {

constexpr const char* kSoname = "libdbus-1.so.3";

template <class Function>
bool resolve(void* library, const char* name, Function& function) {
  // dlsym gives an object pointer; POSIX promises that it converts to a function pointer.
  function = reinterpret_cast<Function>(dlsym(library, name));  // NOLINT(*-reinterpret-cast)
  return function != nullptr;
}

Failure missing(const std::string& what) {
  return Failure{.code = FailureCode::library_missing, .name = kSoname, .message = what};
}

// Text of the last dlopen or dlsym failure; dlerror() keeps it for each thread.
std::string lastError() {
  const char* text = dlerror();  // NOLINT(concurrency-mt-unsafe): per thread in glibc and musl
  return text == nullptr ? "" : text;
}

Outcome<const LibDbus*> open() {
  void* library = dlopen(kSoname, RTLD_NOW | RTLD_LOCAL);
  if (library == nullptr) return missing(lastError());
  // Never deleted: the broker thread may still run while the process ends.
  static LibDbus functions;
#define ENTRA_BROKER_RESOLVE(result, name, parameters) \
  resolve(library, "dbus_" #name, functions.name),
  const std::array found{ENTRA_BROKER_LIBDBUS(ENTRA_BROKER_RESOLVE)};
#undef ENTRA_BROKER_RESOLVE
  if (std::ranges::count(found, false) > 0) return missing(lastError());
  functions.threads_init_default();
  // Node ignores SIGPIPE itself; a library does not change a process's signals.
  functions.connection_set_change_sigpipe(0);
  return &functions;
}

}  // namespace

Outcome<const LibDbus*> loadLibDbus() {
  static std::mutex mutex;
  static const LibDbus* loaded = nullptr;  // guarded by mutex
  const std::lock_guard lock(mutex);
  if (loaded != nullptr) return loaded;
  auto opened = open();
  if (auto* library = std::get_if<const LibDbus*>(&opened)) loaded = *library;
  return opened;
}

}  // namespace entra_broker::dbus
