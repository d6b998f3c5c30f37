// SPDX-License-Identifier: MIT
#pragma once

#include "collections.h"

// Windows.Security.Credentials: providers and accounts.
namespace entra_broker::abi {

struct IUriRuntimeClass;
struct IUser;

struct IWebAccountProvider : IInspectable {
  static constexpr GUID kId = guid("29dcc8c3-7ab9-4a7c-a336-b942f9dbf7c7");
  STDMETHOD(get_Id)(HSTRING* id) PURE;
  STDMETHOD(get_DisplayName)(HSTRING* name) PURE;
  STDMETHOD(get_IconUri)(IUriRuntimeClass** icon) PURE;
};

template <>
struct AsyncOperationIds<IWebAccountProvider> {
  static constexpr GUID kOperation = guid("88c66009-12f7-58e2-8dbe-6efc620c85ba");
  static constexpr GUID kHandler = guid("9477622b-1340-5574-81fc-5013581f57c9");
};

struct IWebAccountProvider2 : IInspectable {
  static constexpr GUID kId = guid("4a01eb05-4e42-41d4-b518-e008a5163614");
  STDMETHOD(get_DisplayPurpose)(HSTRING* purpose) PURE;
  STDMETHOD(get_Authority)(HSTRING* authority) PURE;
};

struct IWebAccountProvider4 : IInspectable {
  static constexpr GUID kId = guid("718fd8db-e796-4210-b74e-84d29894b080");
  STDMETHOD(get_IsSystemProvider)(boolean* system) PURE;
};

enum class WebAccountState : INT32 { none = 0, connected = 1, error = 2 };

struct IWebAccount : IInspectable {
  static constexpr GUID kId = guid("69473eb2-8031-49be-80bb-96cb46d99aba");
  STDMETHOD(get_WebAccountProvider)(IWebAccountProvider** provider) PURE;
  STDMETHOD(get_UserName)(HSTRING* name) PURE;
  STDMETHOD(get_State)(WebAccountState* state) PURE;
};

template <>
struct AsyncOperationIds<IWebAccount> {
  static constexpr GUID kOperation = guid("acd76b54-297f-5a18-9143-20a309e2dfd3");
  static constexpr GUID kHandler = guid("4bd6f1e5-ca89-5240-8f3d-7f1b54ae90a7");
};

template <>
struct CollectionIds<IWebAccount> {
  static constexpr GUID kVectorView = guid("e0798d3d-2b4a-589a-ab12-02dccc158afc");
  static constexpr GUID kIterable = guid("cb15d439-a910-542a-89ed-7cfe67848a83");
  static constexpr GUID kIterator = guid("bfb82cca-aebc-567c-95d9-eba25c365faa");
};

enum class WebAccountPictureSize : INT32 {
  size64 = 64,
  size208 = 208,
  size424 = 424,
  size1080 = 1080
};

struct IWebAccount2 : IInspectable {
  static constexpr GUID kId = guid("7b56d6f8-990b-4eb5-94a7-5621f3a8b824");
  STDMETHOD(get_Id)(HSTRING* id) PURE;
  STDMETHOD(get_Properties)(IStringMapView** properties) PURE;
  STDMETHOD(GetPictureAsync)(WebAccountPictureSize size, IInspectable** operation) PURE;
  STDMETHOD(SignOutAsync)(IAsyncAction** action) PURE;
  STDMETHOD(SignOutWithClientIdAsync)(HSTRING client, IAsyncAction** action) PURE;
};

}  // namespace entra_broker::abi
