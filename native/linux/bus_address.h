// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <string>

#include "contract/failure.h"
#include "linux/libdbus.h"

namespace entra_broker::dbus {

// The first entry of a bus address (a list with `;`) that is of a kind we use and on which
// somebody listens. Only `unix:` with path or abstract and `tcp:` to a numeric host or localhost:
// autolaunch:, launchd: and unixexec: start programs, and a host name would block on a resolver.
//
// Connects and hangs up once, without blocking for longer than `timeout` or a second, because
// libdbus itself connects without a time limit: a unix socket whose queue is full would stop the
// broker thread.
[[nodiscard]] Outcome<std::string> reachableAddress(const LibDbus& library,
                                                    const std::string& addresses,
                                                    std::chrono::milliseconds timeout);

}  // namespace entra_broker::dbus
