// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "desk.h"

namespace entra_broker::stand_in {

// For messages: what the window is.
[[nodiscard]] Json described(HWND window);

// Opens the dialog that the desk asked for by `dialog` and its number, if it did: in a process of
// its own, as the Web Account Manager's dialogs are.
void openDialog(const Fields& acceptance, HWND owner);

}  // namespace entra_broker::stand_in
