// SPDX-License-Identifier: MIT
#include "results.h"

#include "accounts.h"
#include "async.h"
#include "collections.h"
#include "text.h"

namespace entra_broker::stand_in {
namespace {

class ProviderError final : public Object<abi::IWebProviderError> {
 public:
  explicit ProviderError(const Fields& fields)
      : code_(static_cast<UINT32>(fields.number("code"))),
        message_(fields.text("message")),
        properties_(makeMap(fields.group("property").pairs())) {}
  STDMETHODIMP get_ErrorCode(UINT32* code) override {
    *code = code_;
    return S_OK;
  }
  STDMETHODIMP get_ErrorMessage(HSTRING* message) override { return give(message_, message); }
  STDMETHODIMP get_Properties(abi::IStringMap** properties) override {
    return give(properties_, properties);
  }

 private:
  UINT32 code_;
  std::wstring message_;
  ComPtr<abi::IStringMap> properties_;
};

ComPtr<abi::IWebProviderError> errorOf(const Fields& fields) {
  if (!fields.has("code")) return nullptr;
  return ComPtr<abi::IWebProviderError>(make<ProviderError>(fields).get());
}

class TokenResponse final : public Object<abi::IWebTokenResponse> {
 public:
  TokenResponse(const Fields& fields, ComPtr<abi::IWebProviderError> error)
      : token_(fields.text("token")),
        error_(std::move(error)),
        account_(accountOf(fields.group("account"))),
        properties_(makeMap(fields.group("property").pairs())) {}
  STDMETHODIMP get_Token(HSTRING* token) override { return give(token_, token); }
  STDMETHODIMP get_ProviderError(abi::IWebProviderError** error) override {
    return give(error_, error);
  }
  STDMETHODIMP get_WebAccount(abi::IWebAccount** account) override {
    return give(account_, account);
  }
  STDMETHODIMP get_Properties(abi::IStringMap** properties) override {
    return give(properties_, properties);
  }

 private:
  std::wstring token_;
  ComPtr<abi::IWebProviderError> error_;
  ComPtr<abi::IWebAccount> account_;
  ComPtr<abi::IStringMap> properties_;
};

class TokenRequestResult final : public Object<abi::IWebTokenRequestResult> {
 public:
  explicit TokenRequestResult(const Fields& answer)
      : status_(static_cast<abi::WebTokenRequestStatus>(answer.number("status"))),
        error_(errorOf(answer.group("error"))) {
    if (answer.has("empty")) return;
    responses_.emplace_back(make<TokenResponse>(answer.group("response"), error_).get());
  }
  STDMETHODIMP get_ResponseData(abi::IVectorView<abi::IWebTokenResponse>** responses) override {
    return give(make<VectorView<abi::IWebTokenResponse>>(responses_), responses);
  }
  STDMETHODIMP get_ResponseStatus(abi::WebTokenRequestStatus* status) override {
    *status = status_;
    return S_OK;
  }
  STDMETHODIMP get_ResponseError(abi::IWebProviderError** error) override {
    return give(error_, error);
  }
  STDMETHODIMP InvalidateCacheAsync(abi::IAsyncAction** action) override {
    HSTRING token = nullptr;
    if (!responses_.empty()) responses_.front()->get_Token(&token);
    const Json details = std::move(Json().put("token", takeText(token)));
    return startAction("WebTokenRequestResult.InvalidateCacheAsync", details, action);
  }

 private:
  abi::WebTokenRequestStatus status_;
  ComPtr<abi::IWebProviderError> error_;
  Items<abi::IWebTokenResponse> responses_;
};

class FindAllAccountsResult final : public Object<abi::IFindAllAccountsResult> {
 public:
  explicit FindAllAccountsResult(const Fields& answer)
      : status_(static_cast<abi::FindAllWebAccountsStatus>(answer.number("status"))),
        error_(errorOf(answer.group("error"))) {
    for (std::int64_t i = 0; i < answer.number("accounts"); ++i) {
      accounts_.push_back(accountOf(answer.group(std::to_string(i))));
    }
  }
  STDMETHODIMP get_Accounts(abi::IVectorView<abi::IWebAccount>** accounts) override {
    return give(make<VectorView<abi::IWebAccount>>(accounts_), accounts);
  }
  STDMETHODIMP get_Status(abi::FindAllWebAccountsStatus* status) override {
    *status = status_;
    return S_OK;
  }
  STDMETHODIMP get_ProviderError(abi::IWebProviderError** error) override {
    return give(error_, error);
  }

 private:
  abi::FindAllWebAccountsStatus status_;
  ComPtr<abi::IWebProviderError> error_;
  Items<abi::IWebAccount> accounts_;
};

}  // namespace

ComPtr<abi::IWebTokenRequestResult> tokenResultOf(const Fields& answer) {
  return ComPtr<abi::IWebTokenRequestResult>(make<TokenRequestResult>(answer).get());
}

ComPtr<abi::IFindAllAccountsResult> accountsResultOf(const Fields& answer) {
  return ComPtr<abi::IFindAllAccountsResult>(make<FindAllAccountsResult>(answer).get());
}

}  // namespace entra_broker::stand_in
