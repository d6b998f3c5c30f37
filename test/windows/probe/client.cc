// SPDX-License-Identifier: MIT
#include "client.h"

#include <roapi.h>
#include <winstring.h>

namespace entra_broker::probe {
namespace {

constexpr wchar_t kProviderId[] = L"https://login.microsoft.com";
constexpr wchar_t kClientId[] = L"00000000-aaaa-bbbb-cccc-000000000001";

// A string that is freed with its statement's end or its scope's.
class String {
 public:
  explicit String(const wchar_t* text) {
    WindowsCreateString(text, static_cast<UINT32>(wcslen(text)), &string_);
  }
  String(const String&) = delete;
  String& operator=(const String&) = delete;
  ~String() { WindowsDeleteString(string_); }
  [[nodiscard]] HSTRING get() const { return string_; }

 private:
  HSTRING string_ = nullptr;
};

}  // namespace

HRESULT factoryOf(const wchar_t* name, REFIID id, void** factory) {
  return RoGetActivationFactory(String(name).get(), id, factory);
}

ComPtr<abi::IWebAuthenticationCoreManagerStatics> manager() {
  return factory<abi::IWebAuthenticationCoreManagerStatics>(abi::kWebAuthenticationCoreManager);
}

ComPtr<abi::IWebAccountProvider> provider(const wchar_t* authority) {
  ComPtr<abi::IProviderOperation> operation;
  manager()->FindAccountProviderWithAuthorityAsync(String(kProviderId).get(),
                                                   String(authority).get(), operation.out());
  return resultsOf(operation.get());
}

ComPtr<abi::IWebTokenRequest> request() {
  const auto requests = factory<abi::IWebTokenRequestFactory>(abi::kWebTokenRequest);
  ComPtr<abi::IWebTokenRequest> made;
  requests->Create(provider(L"organizations").get(), String(L"User.Read").get(),
                   String(kClientId).get(), made.out());
  return made;
}

HWND openWindow() {
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = DefWindowProcW;
  window_class.lpszClassName = L"Probe";
  RegisterClassW(&window_class);
  return CreateWindowExW(0, L"Probe", L"Probe", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 10, 10, 300, 200,
                         nullptr, nullptr, nullptr, nullptr);
}

HWND dialogOf(HWND owner) {
  HWND dialog = nullptr;
  for (;;) {
    dialog = FindWindowExW(nullptr, dialog, L"EntraBrokerStandInDialog", nullptr);
    if (dialog == nullptr) return nullptr;
    if (GetWindow(dialog, GW_OWNER) == owner && IsWindowVisible(dialog) != FALSE) return dialog;
  }
}

ComPtr<abi::ITokenOperation> beginSignIn(HWND window, Ending& ending) {
  const auto interop = manager().as<abi::IWebAuthenticationCoreManagerInterop>();
  ComPtr<abi::ITokenOperation> operation;
  interop->RequestTokenForWindowAsync(window, request().get(), abi::ITokenOperation::kId,
                                      reinterpret_cast<void**>(operation.out()));
  if (!operation) return operation;
  listen(operation.get(), ending);
  pumpUntil([&] { return dialogOf(window) != nullptr || ending.completions > 0; });
  return operation;
}

}  // namespace entra_broker::probe
