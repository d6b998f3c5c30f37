// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "contract/channel.h"

namespace entra_broker {

// Runs a program to its end, on this thread: with nothing of ours but a pipe for what it writes, in
// a process group of its own. It is killed, with its group, when `deadline` is reached, when `stop`
// becomes readable (`canceled`), and by the kernel when this thread ends, however that comes about.
[[nodiscard]] Outcome<Reply> runProgram(const std::vector<std::string>& command,
                                        const std::vector<std::string>& environment,
                                        Clock::time_point deadline, int stop);

}  // namespace entra_broker
