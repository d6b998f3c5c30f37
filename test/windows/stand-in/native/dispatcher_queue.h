// SPDX-License-Identifier: MIT
#pragma once

#include "object.h"

namespace entra_broker::stand_in {

// The factory of Windows.System.DispatcherQueueController, which Wine 8 lacks and Microsoft's own
// client runs its windows on.
[[nodiscard]] ComPtr<abi::IActivationFactory> dispatcherQueueFactory();

}  // namespace entra_broker::stand_in
