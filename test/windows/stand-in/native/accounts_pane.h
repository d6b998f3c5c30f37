// SPDX-License-Identifier: MIT
#pragma once

#include "object.h"

namespace entra_broker::stand_in {

// The factories of AccountsSettingsPane (with its interop) and of WebAccountProviderCommand.
[[nodiscard]] ComPtr<abi::IActivationFactory> accountsPaneFactory();
[[nodiscard]] ComPtr<abi::IActivationFactory> providerCommandFactory();

}  // namespace entra_broker::stand_in
