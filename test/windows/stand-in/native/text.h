// SPDX-License-Identifier: MIT
#pragma once

#include <hstring.h>

#include <string>
#include <string_view>

namespace entra_broker::stand_in {

[[nodiscard]] std::string utf8Of(std::wstring_view text);
[[nodiscard]] std::wstring wideOf(std::string_view text);

// What an HSTRING of the caller's says.
[[nodiscard]] std::wstring textOf(HSTRING text);

// The same, for one that is ours to free.
[[nodiscard]] std::wstring takeText(HSTRING text);

// Gives a new HSTRING to the caller.
HRESULT give(std::wstring_view text, HSTRING* out);

[[nodiscard]] std::string textOf(const GUID& id);

}  // namespace entra_broker::stand_in
