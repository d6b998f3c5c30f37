// SPDX-License-Identifier: MIT
#pragma once

#include "contract/channel.h"

namespace entra_broker {

// Runs a program to its end, on this thread: with nothing of ours but a pipe for what it writes, in
// a process group of its own. It is killed, with its group, when `deadline` is reached, when `stop`
// becomes readable (`canceled`), and by the kernel when this thread ends, however that comes about.
// Replies with what it wrote, and its exit code or minus the signal that ended it.
[[nodiscard]] Outcome<Words> runProgram(const Words& command, const Words& environment,
                                        Clock::time_point deadline, int stop);

}  // namespace entra_broker
