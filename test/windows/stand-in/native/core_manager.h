// SPDX-License-Identifier: MIT
#pragma once

#include "object.h"

namespace entra_broker::stand_in {

// The factory of WebAuthenticationCoreManager, with its statics and the interop.
[[nodiscard]] ComPtr<abi::IActivationFactory> coreManagerFactory();

}  // namespace entra_broker::stand_in
