// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <vector>

#include "windows/answers.h"

namespace entra_broker::wam {

// Has Windows watch these accounts. The answer names the monitor, as its events do, which go to
// `listener` until the monitor is released.
void monitorAccounts(const std::shared_ptr<ChannelListener>& listener,
                     const std::vector<ComPtr<abi::IWebAccount>>& accounts, Answer& answer);

}  // namespace entra_broker::wam
