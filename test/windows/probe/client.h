// SPDX-License-Identifier: MIT
#pragma once

#include "waiting.h"
#include "windows/abi/account_monitor.h"
#include "windows/abi/accounts_pane.h"

namespace entra_broker::probe {

// The factory of a class, by real activation.
HRESULT factoryOf(const wchar_t* name, REFIID id, void** factory);

template <class T>
[[nodiscard]] ComPtr<T> factory(const wchar_t* name) {
  ComPtr<T> object;
  factoryOf(name, T::kId, reinterpret_cast<void**>(object.out()));
  return object;
}

[[nodiscard]] ComPtr<abi::IWebAuthenticationCoreManagerStatics> manager();
[[nodiscard]] ComPtr<abi::IWebAccountProvider> provider(const wchar_t* authority);
[[nodiscard]] ComPtr<abi::IWebTokenRequest> request();

// A visible window of this thread.
[[nodiscard]] HWND openWindow();

// The stand-in's dialog that the window owns; null if there is none.
[[nodiscard]] HWND dialogOf(HWND owner);

// Starts a sign-in for the window and waits until its dialog shows.
[[nodiscard]] ComPtr<abi::ITokenOperation> beginSignIn(HWND window, Ending& ending);

}  // namespace entra_broker::probe
