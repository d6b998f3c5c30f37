// SPDX-License-Identifier: MIT
#pragma once

#include "object.h"

namespace entra_broker::stand_in {

// The factory of ApiInformation: a Windows that has whatever is asked for.
[[nodiscard]] ComPtr<abi::IActivationFactory> apiInformationFactory();

}  // namespace entra_broker::stand_in
