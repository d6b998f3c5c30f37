// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

namespace entra_broker::stand_in {

// Runs work on a new thread. Not std::thread with detach(): with MinGW-w64 10, one that starts
// while another ends may never run (under Wine: 5 of 62; of those made here 0 of 300).
void inBackground(std::function<void()> work);

}  // namespace entra_broker::stand_in
