// SPDX-License-Identifier: MIT
#pragma once

#include "fields.h"
#include "object.h"
#include "windows/abi/account_monitor.h"

namespace entra_broker::stand_in {

[[nodiscard]] ComPtr<abi::IWebAccountMonitor> monitorOf(abi::IIterable<abi::IWebAccount>* accounts);

}  // namespace entra_broker::stand_in
