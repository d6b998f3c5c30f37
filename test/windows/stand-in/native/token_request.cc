// SPDX-License-Identifier: MIT
#include "token_request.h"

#include "accounts.h"
#include "collections.h"
#include "text.h"

namespace entra_broker::stand_in {
namespace {

class TokenRequest final
    : public Object<abi::IWebTokenRequest, abi::IWebTokenRequest2, abi::IWebTokenRequest3> {
 public:
  TokenRequest(abi::IWebAccountProvider* provider, HSTRING scope, HSTRING client,
               abi::WebTokenRequestPromptType prompt)
      : provider_(provider), scope_(textOf(scope)), client_(textOf(client)), prompt_(prompt) {}
  STDMETHODIMP get_WebAccountProvider(abi::IWebAccountProvider** provider) override {
    return give(provider_, provider);
  }
  STDMETHODIMP get_Scope(HSTRING* scope) override { return give(scope_, scope); }
  STDMETHODIMP get_ClientId(HSTRING* client) override { return give(client_, client); }
  STDMETHODIMP get_PromptType(abi::WebTokenRequestPromptType* prompt) override {
    *prompt = prompt_;
    return S_OK;
  }
  STDMETHODIMP get_Properties(abi::IStringMap** properties) override {
    return give(properties_, properties);
  }
  STDMETHODIMP get_AppProperties(abi::IStringMap** properties) override {
    return give(app_properties_, properties);
  }
  STDMETHODIMP get_CorrelationId(HSTRING* id) override { return give(correlation_id_, id); }
  STDMETHODIMP put_CorrelationId(HSTRING id) override {
    correlation_id_ = textOf(id);
    return S_OK;
  }

 private:
  ComPtr<abi::IWebAccountProvider> provider_;
  std::wstring scope_;
  std::wstring client_;
  abi::WebTokenRequestPromptType prompt_;
  ComPtr<abi::IStringMap> properties_ = makeMap();
  ComPtr<abi::IStringMap> app_properties_ = makeMap();
  std::wstring correlation_id_;
};

class Factory final : public Object<abi::IActivationFactory, abi::IWebTokenRequestFactory> {
 public:
  STDMETHODIMP ActivateInstance(IInspectable** instance) override {
    *instance = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP Create(abi::IWebAccountProvider* provider, HSTRING scope, HSTRING client,
                      abi::IWebTokenRequest** request) override {
    return create(provider, scope, client, abi::WebTokenRequestPromptType::normal, request);
  }
  STDMETHODIMP CreateWithPromptType(abi::IWebAccountProvider* provider, HSTRING scope,
                                    HSTRING client, abi::WebTokenRequestPromptType prompt,
                                    abi::IWebTokenRequest** request) override {
    return create(provider, scope, client, prompt, request);
  }
  STDMETHODIMP CreateWithProvider(abi::IWebAccountProvider* provider,
                                  abi::IWebTokenRequest** request) override {
    return create(provider, nullptr, nullptr, abi::WebTokenRequestPromptType::normal, request);
  }
  STDMETHODIMP CreateWithScope(abi::IWebAccountProvider* provider, HSTRING scope,
                               abi::IWebTokenRequest** request) override {
    return create(provider, scope, nullptr, abi::WebTokenRequestPromptType::normal, request);
  }

 private:
  static HRESULT create(abi::IWebAccountProvider* provider, HSTRING scope, HSTRING client,
                        abi::WebTokenRequestPromptType prompt, abi::IWebTokenRequest** request) {
    if (provider == nullptr) return E_INVALIDARG;
    return give(make<TokenRequest>(provider, scope, client, prompt), request);
  }
};

Json jsonOf(const Pairs& pairs) {
  Json json;
  for (const auto& [key, value] : pairs) json.put(utf8Of(key), value);
  return json;
}

}  // namespace

ComPtr<abi::IActivationFactory> tokenRequestFactory() {
  return ComPtr<abi::IActivationFactory>(make<Factory>().get());
}

Json described(abi::IWebTokenRequest* request) {
  ComPtr<abi::IWebAccountProvider> provider;
  HSTRING scope = nullptr;
  HSTRING client = nullptr;
  HSTRING correlation_id = nullptr;
  abi::WebTokenRequestPromptType prompt = abi::WebTokenRequestPromptType::normal;
  ComPtr<abi::IStringMap> properties;
  ComPtr<abi::IStringMap> app_properties;
  request->get_WebAccountProvider(provider.out());
  request->get_Scope(&scope);
  request->get_ClientId(&client);
  request->get_PromptType(&prompt);
  request->get_Properties(properties.out());
  const ComPtr<abi::IWebTokenRequest> held(request);
  if (const auto second = held.as<abi::IWebTokenRequest2>()) {
    second->get_AppProperties(app_properties.out());
  }
  if (const auto third = held.as<abi::IWebTokenRequest3>()) {
    third->get_CorrelationId(&correlation_id);
  }
  Json json;
  json.put("clientId", takeText(client)).put("scope", takeText(scope));
  json.put("promptType", static_cast<std::int64_t>(prompt));
  json.put("provider", described(provider.get()));
  json.put("Properties", jsonOf(pairsOf(properties.get())));
  json.put("AppProperties", jsonOf(pairsOf(app_properties.get())));
  json.put("CorrelationId", takeText(correlation_id));
  return json;
}

}  // namespace entra_broker::stand_in
