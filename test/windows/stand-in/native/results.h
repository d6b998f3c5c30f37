// SPDX-License-Identifier: MIT
#pragma once

#include "fields.h"
#include "object.h"
#include "windows/abi/web_core.h"

namespace entra_broker::stand_in {

// `status`, `error.…`, and, unless `empty` is there, one response of `response.…`.
[[nodiscard]] ComPtr<abi::IWebTokenRequestResult> tokenResultOf(const Fields& answer);

// `status`, `error.…`, and `accounts` accounts of `0.…`, `1.…` and so on.
[[nodiscard]] ComPtr<abi::IFindAllAccountsResult> accountsResultOf(const Fields& answer);

}  // namespace entra_broker::stand_in
