// SPDX-License-Identifier: MIT
#include "accounts.h"

#include "async.h"
#include "collections.h"
#include "text.h"

namespace entra_broker::stand_in {
namespace {

class Provider final : public Object<abi::IWebAccountProvider, abi::IWebAccountProvider2,
                                     abi::IWebAccountProvider4> {
 public:
  explicit Provider(const Fields& fields)
      : id_(fields.text("id")),
        authority_(fields.text("authority")),
        name_(fields.text("displayName")) {}
  STDMETHODIMP get_Id(HSTRING* id) override { return give(id_, id); }
  STDMETHODIMP get_DisplayName(HSTRING* name) override { return give(name_, name); }
  STDMETHODIMP get_IconUri(abi::IUriRuntimeClass** icon) override {
    *icon = nullptr;
    return S_OK;
  }
  STDMETHODIMP get_DisplayPurpose(HSTRING* purpose) override { return give(L"", purpose); }
  STDMETHODIMP get_Authority(HSTRING* authority) override { return give(authority_, authority); }
  STDMETHODIMP get_IsSystemProvider(boolean* system) override {
    *system = 1;
    return S_OK;
  }

 private:
  std::wstring id_;
  std::wstring authority_;
  std::wstring name_;
};

class Account final : public Object<abi::IWebAccount, abi::IWebAccount2> {
 public:
  explicit Account(const Fields& fields)
      : provider_(providerOf(fields.group("provider"))),
        id_(fields.text("id")),
        user_name_(fields.text("userName")),
        state_(static_cast<abi::WebAccountState>(fields.number("state"))),
        properties_(fields.group("property").pairs()) {}
  STDMETHODIMP get_WebAccountProvider(abi::IWebAccountProvider** provider) override {
    return give(provider_, provider);
  }
  STDMETHODIMP get_UserName(HSTRING* name) override { return give(user_name_, name); }
  STDMETHODIMP get_State(abi::WebAccountState* state) override {
    *state = state_;
    return S_OK;
  }
  STDMETHODIMP get_Id(HSTRING* id) override { return give(id_, id); }
  STDMETHODIMP get_Properties(abi::IStringMapView** properties) override {
    return give(makeMapView(properties_), properties);
  }
  STDMETHODIMP GetPictureAsync(abi::WebAccountPictureSize, IInspectable** operation) override {
    *operation = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP SignOutAsync(abi::IAsyncAction** action) override {
    return startAction("WebAccount.SignOutAsync", Json().put("accountId", id_), action);
  }
  STDMETHODIMP SignOutWithClientIdAsync(HSTRING client, abi::IAsyncAction** action) override {
    Json details;
    details.put("accountId", id_).put("clientId", textOf(client));
    return startAction("WebAccount.SignOutWithClientIdAsync", details, action);
  }

 private:
  ComPtr<abi::IWebAccountProvider> provider_;
  std::wstring id_;
  std::wstring user_name_;
  abi::WebAccountState state_;
  Pairs properties_;
};

}  // namespace

ComPtr<abi::IWebAccountProvider> providerOf(const Fields& fields) {
  if (!fields.has("id")) return nullptr;
  return ComPtr<abi::IWebAccountProvider>(make<Provider>(fields).get());
}

ComPtr<abi::IWebAccount> accountOf(const Fields& fields) {
  if (!fields.has("id")) return nullptr;
  return ComPtr<abi::IWebAccount>(make<Account>(fields).get());
}

Json described(abi::IWebAccountProvider* provider) {
  Json json;
  if (provider == nullptr) return json;
  HSTRING id = nullptr;
  HSTRING authority = nullptr;
  provider->get_Id(&id);
  const auto more = ComPtr<abi::IWebAccountProvider>(provider).as<abi::IWebAccountProvider2>();
  if (more) more->get_Authority(&authority);
  json.put("id", takeText(id)).put("authority", takeText(authority));
  return json;
}

std::wstring idOf(abi::IWebAccount* account) {
  HSTRING id = nullptr;
  const auto more = ComPtr<abi::IWebAccount>(account).as<abi::IWebAccount2>();
  if (more) more->get_Id(&id);
  return takeText(id);
}

}  // namespace entra_broker::stand_in
