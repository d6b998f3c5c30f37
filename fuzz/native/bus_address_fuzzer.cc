// SPDX-License-Identifier: MIT
// Any text as bus address. Sockets are those of an empty network namespace: nothing is reached.
#include <sched.h>
#include <unistd.h>

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>

#include "libdbus_for_fuzzing.h"
#include "linux/bus_address.h"

namespace entra_broker::fuzzing {
namespace {

// Whoever may not make a namespace still reaches local sockets only: names are not resolved.
bool leaveTheNetwork() {
  (void)unshare(CLONE_NEWUSER | CLONE_NEWNET);
  return true;
}

void check(const std::string& addresses) {
  const auto outcome = dbus::reachableAddress(libdbus(), addresses, std::chrono::milliseconds(1));
  if (const auto* address = std::get_if<std::string>(&outcome)) {
    // One entry of the list as it was given, and of a kind that starts no program.
    require(addresses.find(*address) != std::string::npos);
    require(address->find(';') == std::string::npos);
    require(address->starts_with("unix:") || address->starts_with("tcp:"));
    return;
  }
  const auto code = std::get<Failure>(outcome).code;
  require(code == FailureCode::no_bus_address || code == FailureCode::bus_address_refused ||
          code == FailureCode::bus_unreachable || code == FailureCode::bus_silent);
}

}  // namespace
}  // namespace entra_broker::fuzzing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bool alone = entra_broker::fuzzing::leaveTheNetwork();
  (void)alone;
  std::string addresses(reinterpret_cast<const char*>(data), size);
  // The binding lets no NUL through, and the environment has none.
  std::erase(addresses, '\0');
  entra_broker::fuzzing::check(addresses);
  return 0;
}
