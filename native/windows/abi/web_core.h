// SPDX-License-Identifier: MIT
#pragma once

#include "credentials.h"

// Windows.Security.Authentication.Web.Core: the Web Account Manager itself.
namespace entra_broker::abi {

inline constexpr wchar_t kWebAuthenticationCoreManager[] =
    L"Windows.Security.Authentication.Web.Core.WebAuthenticationCoreManager";
inline constexpr wchar_t kWebTokenRequest[] =
    L"Windows.Security.Authentication.Web.Core.WebTokenRequest";

enum class WebTokenRequestPromptType : INT32 { normal = 0, forceAuthentication = 1 };

enum class WebTokenRequestStatus : INT32 {
  success = 0,
  userCancel = 1,
  accountSwitch = 2,
  userInteractionRequired = 3,
  accountProviderNotAvailable = 4,
  providerError = 5,
};

enum class FindAllWebAccountsStatus : INT32 {
  success = 0,
  notAllowedByProvider = 1,
  notSupportedByProvider = 2,
  providerError = 3,
};

struct IWebProviderError : IInspectable {
  static constexpr GUID kId = guid("db191bb1-50c5-4809-8dca-09c99410245c");
  STDMETHOD(get_ErrorCode)(UINT32* code) PURE;
  STDMETHOD(get_ErrorMessage)(HSTRING* message) PURE;
  STDMETHOD(get_Properties)(IStringMap** properties) PURE;
};

struct IWebTokenResponse : IInspectable {
  static constexpr GUID kId = guid("67a7c5ca-83f6-44c6-a3b1-0eb69e41fa8a");
  STDMETHOD(get_Token)(HSTRING* token) PURE;
  STDMETHOD(get_ProviderError)(IWebProviderError** error) PURE;
  STDMETHOD(get_WebAccount)(IWebAccount** account) PURE;
  STDMETHOD(get_Properties)(IStringMap** properties) PURE;
};

template <>
struct CollectionIds<IWebTokenResponse> {
  static constexpr GUID kVectorView = guid("199e065c-8195-55da-9c10-8aeaf9ac1062");
  static constexpr GUID kIterable = guid("7e5bb7ec-bbd7-5575-9a61-f5815fa22a0e");
  static constexpr GUID kIterator = guid("f080b0c9-a095-5b3a-a1dc-d17e7d2982c7");
};

struct IWebTokenRequestResult : IInspectable {
  static constexpr GUID kId = guid("c12a8305-d1f8-4483-8d54-38fe292784ff");
  STDMETHOD(get_ResponseData)(IVectorView<IWebTokenResponse>** responses) PURE;
  STDMETHOD(get_ResponseStatus)(WebTokenRequestStatus* status) PURE;
  STDMETHOD(get_ResponseError)(IWebProviderError** error) PURE;
  STDMETHOD(InvalidateCacheAsync)(IAsyncAction** action) PURE;
};

template <>
struct AsyncOperationIds<IWebTokenRequestResult> {
  static constexpr GUID kOperation = guid("0a815852-7c44-5674-b3d2-fa2e4c1e46c9");
  static constexpr GUID kHandler = guid("deb54b22-70f2-55ab-97c0-6cbdc5ddb6f0");
};

struct IFindAllAccountsResult : IInspectable {
  static constexpr GUID kId = guid("a5812b5d-b72e-420c-86ab-aac0d7b7261f");
  STDMETHOD(get_Accounts)(IVectorView<IWebAccount>** accounts) PURE;
  STDMETHOD(get_Status)(FindAllWebAccountsStatus* status) PURE;
  STDMETHOD(get_ProviderError)(IWebProviderError** error) PURE;
};

template <>
struct AsyncOperationIds<IFindAllAccountsResult> {
  static constexpr GUID kOperation = guid("9affb572-58c3-5c6c-9397-2b7704aa35c3");
  static constexpr GUID kHandler = guid("5de9ba5e-0ade-5344-9fe4-987f1d387ef7");
};

struct IWebTokenRequest : IInspectable {
  static constexpr GUID kId = guid("b77b4d68-adcb-4673-b364-0cf7b35caf97");
  STDMETHOD(get_WebAccountProvider)(IWebAccountProvider** provider) PURE;
  STDMETHOD(get_Scope)(HSTRING* scope) PURE;
  STDMETHOD(get_ClientId)(HSTRING* client) PURE;
  STDMETHOD(get_PromptType)(WebTokenRequestPromptType* prompt) PURE;
  STDMETHOD(get_Properties)(IStringMap** properties) PURE;
};

struct IWebTokenRequest2 : IInspectable {
  static constexpr GUID kId = guid("d700c079-30c8-4397-9654-961c3be8b855");
  STDMETHOD(get_AppProperties)(IStringMap** properties) PURE;
};

struct IWebTokenRequest3 : IInspectable {
  static constexpr GUID kId = guid("5a755b51-3bb1-41a5-a63d-90bc32c7db9a");
  STDMETHOD(get_CorrelationId)(HSTRING* id) PURE;
  STDMETHOD(put_CorrelationId)(HSTRING id) PURE;
};

struct IWebTokenRequestFactory : IInspectable {
  static constexpr GUID kId = guid("6cf2141c-0ff0-4c67-b84f-99ddbe4a72c9");
  STDMETHOD(Create)
  (IWebAccountProvider* provider, HSTRING scope, HSTRING client, IWebTokenRequest** request) PURE;
  STDMETHOD(CreateWithPromptType)
  (IWebAccountProvider* provider, HSTRING scope, HSTRING client, WebTokenRequestPromptType prompt,
   IWebTokenRequest** request) PURE;
  STDMETHOD(CreateWithProvider)(IWebAccountProvider* provider, IWebTokenRequest** request) PURE;
  STDMETHOD(CreateWithScope)
  (IWebAccountProvider* provider, HSTRING scope, IWebTokenRequest** request) PURE;
};

using ITokenOperation = IAsyncOperation<IWebTokenRequestResult>;
using IProviderOperation = IAsyncOperation<IWebAccountProvider>;
using IAccountOperation = IAsyncOperation<IWebAccount>;
using IAccountsOperation = IAsyncOperation<IFindAllAccountsResult>;

struct IWebAuthenticationCoreManagerStatics : IInspectable {
  static constexpr GUID kId = guid("6aca7c92-a581-4479-9c10-752eff44fd34");
  STDMETHOD(GetTokenSilentlyAsync)(IWebTokenRequest* request, ITokenOperation** operation) PURE;
  STDMETHOD(GetTokenSilentlyWithWebAccountAsync)
  (IWebTokenRequest* request, IWebAccount* account, ITokenOperation** operation) PURE;
  STDMETHOD(RequestTokenAsync)(IWebTokenRequest* request, ITokenOperation** operation) PURE;
  STDMETHOD(RequestTokenWithWebAccountAsync)
  (IWebTokenRequest* request, IWebAccount* account, ITokenOperation** operation) PURE;
  STDMETHOD(FindAccountAsync)
  (IWebAccountProvider* provider, HSTRING account, IAccountOperation** operation) PURE;
  STDMETHOD(FindAccountProviderAsync)(HSTRING provider, IProviderOperation** operation) PURE;
  STDMETHOD(FindAccountProviderWithAuthorityAsync)
  (HSTRING provider, HSTRING authority, IProviderOperation** operation) PURE;
};

struct IWebAuthenticationCoreManagerStatics4 : IInspectable {
  static constexpr GUID kId = guid("54e633fe-96e0-41e8-9832-1298897c2aaf");
  STDMETHOD(FindAllAccountsAsync)
  (IWebAccountProvider* provider, IAccountsOperation** operation) PURE;
  STDMETHOD(FindAllAccountsWithClientIdAsync)
  (IWebAccountProvider* provider, HSTRING client, IAccountsOperation** operation) PURE;
  STDMETHOD(FindSystemAccountProviderAsync)(HSTRING provider, IProviderOperation** operation) PURE;
  STDMETHOD(FindSystemAccountProviderWithAuthorityAsync)
  (HSTRING provider, HSTRING authority, IProviderOperation** operation) PURE;
  STDMETHOD(FindSystemAccountProviderWithAuthorityForUserAsync)
  (HSTRING provider, HSTRING authority, IUser* user, IProviderOperation** operation) PURE;
};

// On the same factory; the window owns whatever dialog is needed. `id` is that of ITokenOperation.
struct IWebAuthenticationCoreManagerInterop : IInspectable {
  static constexpr GUID kId = guid("f4b8e804-811e-4436-b69c-44cb67b72084");
  STDMETHOD(RequestTokenForWindowAsync)
  (HWND window, IInspectable* request, REFIID id, void** operation) PURE;
  STDMETHOD(RequestTokenWithWebAccountForWindowAsync)
  (HWND window, IInspectable* request, IInspectable* account, REFIID id, void** operation) PURE;
};

}  // namespace entra_broker::abi
