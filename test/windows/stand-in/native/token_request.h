// SPDX-License-Identifier: MIT
#pragma once

#include "json.h"
#include "object.h"
#include "windows/abi/web_core.h"

namespace entra_broker::stand_in {

// The factory of WebTokenRequest.
[[nodiscard]] ComPtr<abi::IActivationFactory> tokenRequestFactory();

// For messages: all that the request says.
[[nodiscard]] Json described(abi::IWebTokenRequest* request);

}  // namespace entra_broker::stand_in
