// SPDX-License-Identifier: MIT
#pragma once

#include "windows/abi/web_core.h"
#include "windows/words.h"

namespace entra_broker::wam {

// A WebTokenRequest and whose tokens it is about.
struct TokenRequest {
  ComPtr<abi::IWebTokenRequest> request;
  ComPtr<abi::IWebAccount> account;  // null for none
};

// The words `tokenRequest` of lib/channels/wam. On a thread with an apartment.
[[nodiscard]] TokenRequest tokenRequestOf(WordReader& words, const ObjectTable& objects);

}  // namespace entra_broker::wam
