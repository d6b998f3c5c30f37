// SPDX-License-Identifier: MIT
#pragma once

#include "web_core.h"

// Windows.Security.Authentication.Web.Core.WebAccountMonitor: what becomes of given accounts.
namespace entra_broker::abi {

struct IWebAccountMonitor;

struct IWebAccountEventArgs : IInspectable {
  static constexpr GUID kId = guid("6fb7037d-424e-44ec-977c-ef2415462a5a");
  STDMETHOD(get_Account)(IWebAccount** account) PURE;
};

// TypedEventHandler<WebAccountMonitor, WebAccountEventArgs>
struct IWebAccountEventHandler : IUnknown {
  static constexpr GUID kId = guid("fa704f04-87b6-516b-9596-cd7cc092169b");
  STDMETHOD(Invoke)(IWebAccountMonitor* monitor, IWebAccountEventArgs* args) PURE;
};

// TypedEventHandler<WebAccountMonitor, Object>
struct IDefaultAccountHandler : IUnknown {
  static constexpr GUID kId = guid("c8cb498d-e0da-52a1-abf9-7198c7f5cb42");
  STDMETHOD(Invoke)(IWebAccountMonitor* monitor, IInspectable* args) PURE;
};

struct IWebAccountMonitor : IInspectable {
  static constexpr GUID kId = guid("7445f5fd-aa9d-4619-8d5d-c138a4ede3e5");
  STDMETHOD(add_Updated)(IWebAccountEventHandler* handler, EventToken* token) PURE;
  STDMETHOD(remove_Updated)(EventToken token) PURE;
  STDMETHOD(add_Removed)(IWebAccountEventHandler* handler, EventToken* token) PURE;
  STDMETHOD(remove_Removed)(EventToken token) PURE;
  STDMETHOD(add_DefaultSignInAccountChanged)
  (IDefaultAccountHandler* handler, EventToken* token) PURE;
  STDMETHOD(remove_DefaultSignInAccountChanged)(EventToken token) PURE;
};

struct IWebAuthenticationCoreManagerStatics3 : IInspectable {
  static constexpr GUID kId = guid("2404eeb2-8924-4d93-ab3a-99688b419d56");
  STDMETHOD(CreateWebAccountMonitor)
  (IIterable<IWebAccount>* accounts, IWebAccountMonitor** monitor) PURE;
};

}  // namespace entra_broker::abi
