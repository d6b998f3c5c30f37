// SPDX-License-Identifier: MIT
#include "core_manager.h"

#include "account_monitor.h"
#include "accounts.h"
#include "async.h"
#include "collections.h"
#include "dialogs.h"
#include "results.h"
#include "text.h"
#include "token_request.h"

namespace entra_broker::stand_in {
namespace {

constexpr HRESULT kInvalidWindowHandle = static_cast<HRESULT>(0x80070578);

ComPtr<abi::IWebAccountProvider> readProvider(const Fields& answer) {
  return providerOf(answer.group("provider"));
}

ComPtr<abi::IWebAccount> readAccount(const Fields& answer) {
  return accountOf(answer.group("account"));
}

Json callDetails(abi::IWebTokenRequest* request, abi::IWebAccount* account) {
  Json details;
  details.put("request", described(request));
  if (account == nullptr) details.putNull("webAccountId");
  if (account != nullptr) details.put("webAccountId", idOf(account));
  return details;
}

HRESULT requestToken(const char* call, abi::IWebTokenRequest* request, abi::IWebAccount* account,
                     abi::ITokenOperation** operation) {
  if (request == nullptr) return E_INVALIDARG;
  return start<abi::IWebTokenRequestResult>(call, callDetails(request, account), tokenResultOf,
                                            operation);
}

HRESULT requestTokenForWindow(const char* call, HWND window, IInspectable* request,
                              IInspectable* account, REFIID id, void** operation) {
  const auto asked = ComPtr<IInspectable>(request).as<abi::IWebTokenRequest>();
  const auto person = ComPtr<IInspectable>(account).as<abi::IWebAccount>();
  if (!asked || operation == nullptr) return E_INVALIDARG;
  *operation = nullptr;
  if (id != abi::ITokenOperation::kId) return E_NOINTERFACE;
  Json details = callDetails(asked.get(), person.get());
  details.append(described(window)).put("riid", textOf(id));
  if (IsWindow(window) == FALSE) {
    Desk::instance().tell(call, details);
    return kInvalidWindowHandle;
  }
  const auto started = make<Operation<abi::IWebTokenRequestResult>>();
  const Acceptance acceptance =
      begin<abi::IWebTokenRequestResult>(call, details, tokenResultOf, started);
  if (FAILED(acceptance.result)) return acceptance.result;
  openDialog(acceptance.details, window);
  return started->QueryInterface(id, operation);
}

HRESULT findProvider(const char* call, HSTRING id, HSTRING authority,
                     abi::IProviderOperation** operation) {
  Json details;
  details.put("providerId", textOf(id)).put("authority", textOf(authority));
  return start<abi::IWebAccountProvider>(call, details, readProvider, operation);
}

class CoreManager final
    : public Object<abi::IActivationFactory, abi::IWebAuthenticationCoreManagerStatics,
                    abi::IWebAuthenticationCoreManagerStatics3,
                    abi::IWebAuthenticationCoreManagerStatics4,
                    abi::IWebAuthenticationCoreManagerInterop> {
 public:
  STDMETHODIMP ActivateInstance(IInspectable** instance) override {
    *instance = nullptr;
    return E_NOTIMPL;
  }

  STDMETHODIMP GetTokenSilentlyAsync(abi::IWebTokenRequest* request,
                                     abi::ITokenOperation** operation) override {
    return requestToken("GetTokenSilentlyAsync", request, nullptr, operation);
  }
  STDMETHODIMP GetTokenSilentlyWithWebAccountAsync(abi::IWebTokenRequest* request,
                                                   abi::IWebAccount* account,
                                                   abi::ITokenOperation** operation) override {
    return requestToken("GetTokenSilentlyWithWebAccountAsync", request, account, operation);
  }
  // For apps of the store, which have a window of the system's: not for desktop programs.
  STDMETHODIMP RequestTokenAsync(abi::IWebTokenRequest*, abi::ITokenOperation**) override {
    return E_NOTIMPL;
  }
  STDMETHODIMP RequestTokenWithWebAccountAsync(abi::IWebTokenRequest*, abi::IWebAccount*,
                                               abi::ITokenOperation**) override {
    return E_NOTIMPL;
  }
  STDMETHODIMP FindAccountAsync(abi::IWebAccountProvider* provider, HSTRING account,
                                abi::IAccountOperation** operation) override {
    Json details;
    details.put("provider", described(provider)).put("accountId", textOf(account));
    return start<abi::IWebAccount>("FindAccountAsync", details, readAccount, operation);
  }
  STDMETHODIMP FindAccountProviderAsync(HSTRING id, abi::IProviderOperation** operation) override {
    return findProvider("FindAccountProviderAsync", id, nullptr, operation);
  }
  STDMETHODIMP FindAccountProviderWithAuthorityAsync(HSTRING id, HSTRING authority,
                                                     abi::IProviderOperation** operation) override {
    return findProvider("FindAccountProviderWithAuthorityAsync", id, authority, operation);
  }

  STDMETHODIMP CreateWebAccountMonitor(abi::IIterable<abi::IWebAccount>* accounts,
                                       abi::IWebAccountMonitor** monitor) override {
    std::vector<std::wstring> ids;
    for (const auto& account : itemsOf(accounts)) ids.push_back(idOf(account.get()));
    const Acceptance acceptance =
        Desk::instance().ask("CreateWebAccountMonitor", std::move(Json().put("accountIds", ids)));
    return FAILED(acceptance.result) ? acceptance.result : give(monitorOf(accounts), monitor);
  }

  STDMETHODIMP FindAllAccountsAsync(abi::IWebAccountProvider* provider,
                                    abi::IAccountsOperation** operation) override {
    return findAll("FindAllAccountsAsync", provider, nullptr, operation);
  }
  STDMETHODIMP FindAllAccountsWithClientIdAsync(abi::IWebAccountProvider* provider, HSTRING client,
                                                abi::IAccountsOperation** operation) override {
    return findAll("FindAllAccountsWithClientIdAsync", provider, client, operation);
  }
  STDMETHODIMP FindSystemAccountProviderAsync(HSTRING id,
                                              abi::IProviderOperation** operation) override {
    return findProvider("FindSystemAccountProviderAsync", id, nullptr, operation);
  }
  STDMETHODIMP FindSystemAccountProviderWithAuthorityAsync(
      HSTRING id, HSTRING authority, abi::IProviderOperation** operation) override {
    return findProvider("FindSystemAccountProviderWithAuthorityAsync", id, authority, operation);
  }
  STDMETHODIMP FindSystemAccountProviderWithAuthorityForUserAsync(
      HSTRING, HSTRING, abi::IUser*, abi::IProviderOperation**) override {
    return E_NOTIMPL;
  }

  STDMETHODIMP RequestTokenForWindowAsync(HWND window, IInspectable* request, REFIID id,
                                          void** operation) override {
    return requestTokenForWindow("RequestTokenForWindowAsync", window, request, nullptr, id,
                                 operation);
  }
  STDMETHODIMP RequestTokenWithWebAccountForWindowAsync(HWND window, IInspectable* request,
                                                        IInspectable* account, REFIID id,
                                                        void** operation) override {
    return requestTokenForWindow("RequestTokenWithWebAccountForWindowAsync", window, request,
                                 account, id, operation);
  }

 private:
  static HRESULT findAll(const char* call, abi::IWebAccountProvider* provider, HSTRING client,
                         abi::IAccountsOperation** operation) {
    Json details;
    details.put("provider", described(provider)).put("clientId", textOf(client));
    return start<abi::IFindAllAccountsResult>(call, details, accountsResultOf, operation);
  }
};

}  // namespace

ComPtr<abi::IActivationFactory> coreManagerFactory() {
  return ComPtr<abi::IActivationFactory>(make<CoreManager>().get());
}

}  // namespace entra_broker::stand_in
