// SPDX-License-Identifier: MIT
#pragma once

#include <string_view>

#include "windows/job.h"
#include "windows/words.h"

namespace entra_broker::wam {

// Does one thing with the words that follow its name (lib/channels/wam), and completes the job's
// call: now, or when Windows has answered. Throws CallFailed.
using Verb = void (*)(const Job&, WordReader&);

// Throws std::invalid_argument for a name of none.
[[nodiscard]] Verb verbNamed(std::string_view name);

// On a worker.
void run(Verb verb, const Job& job, WordReader words) noexcept;

}  // namespace entra_broker::wam
