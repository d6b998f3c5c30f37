// SPDX-License-Identifier: MIT
#pragma once

#include <vector>

#include "windows/answers.h"

namespace entra_broker::wam {

// Has Windows watch these accounts. The answer names the monitor, as its events do, which go to
// `listener` until the monitor is released.
void monitorAccounts(const Job& job, const std::vector<ComPtr<abi::IWebAccount>>& accounts,
                     Answer& answer);

}  // namespace entra_broker::wam
