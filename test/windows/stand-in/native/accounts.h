// SPDX-License-Identifier: MIT
#pragma once

#include "fields.h"
#include "json.h"
#include "object.h"
#include "windows/abi/credentials.h"

namespace entra_broker::stand_in {

// `id`, `authority`, `displayName`; null if there is no `id`.
[[nodiscard]] ComPtr<abi::IWebAccountProvider> providerOf(const Fields& fields);

// `id`, `userName`, `state`, `provider.…`, `property.…`; null if there is no `id`.
[[nodiscard]] ComPtr<abi::IWebAccount> accountOf(const Fields& fields);

// For messages: id and authority.
[[nodiscard]] Json described(abi::IWebAccountProvider* provider);
[[nodiscard]] std::wstring idOf(abi::IWebAccount* account);

}  // namespace entra_broker::stand_in
