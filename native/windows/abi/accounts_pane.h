// SPDX-License-Identifier: MIT
#pragma once

#include "credentials.h"

// Windows.UI.ApplicationSettings: the account picker of the system.
namespace entra_broker::abi {

inline constexpr wchar_t kAccountsSettingsPane[] =
    L"Windows.UI.ApplicationSettings.AccountsSettingsPane";
inline constexpr wchar_t kWebAccountProviderCommand[] =
    L"Windows.UI.ApplicationSettings.WebAccountProviderCommand";

struct IAccountsSettingsPane;
struct IWebAccountProviderCommand;

struct IProviderCommandInvokedHandler : IUnknown {
  static constexpr GUID kId = guid("b7de5527-4c8f-42dd-84da-5ec493abdb9a");
  STDMETHOD(Invoke)(IWebAccountProviderCommand* command) PURE;
};

struct IWebAccountProviderCommand : IInspectable {
  static constexpr GUID kId = guid("d69bdd9a-a0a6-4e9b-88dc-c71e757a3501");
  STDMETHOD(get_WebAccountProvider)(IWebAccountProvider** provider) PURE;
  STDMETHOD(get_Invoked)(IProviderCommandInvokedHandler** handler) PURE;
};

template <>
struct CollectionIds<IWebAccountProviderCommand> {
  static constexpr GUID kVector = guid("d376abf3-f0c1-5233-9f42-de531884963e");
  static constexpr GUID kVectorView = guid("b2d19260-1827-5d88-b948-9688cfcd63ae");
  static constexpr GUID kIterable = guid("15165367-2e93-59a6-b5c7-16d3b58fd2e7");
  static constexpr GUID kIterator = guid("82d7cd74-8e33-5f06-92fc-915138aacbde");
};

struct IWebAccountProviderCommandFactory : IInspectable {
  static constexpr GUID kId = guid("d5658a1b-b176-4776-8469-a9d3ff0b3f59");
  STDMETHOD(CreateWebAccountProviderCommand)
  (IWebAccountProvider* provider, IProviderCommandInvokedHandler* handler,
   IWebAccountProviderCommand** command) PURE;
};

struct IAccountsPaneDeferral : IInspectable {
  static constexpr GUID kId = guid("cbf25d3f-e5ba-40ef-93da-65e096e5fb04");
  STDMETHOD(Complete)() PURE;
};

struct IAccountsPaneRequestedArgs : IInspectable {
  static constexpr GUID kId = guid("3b68c099-db19-45d0-9abf-95d3773c9330");
  STDMETHOD(get_WebAccountProviderCommands)(IVector<IWebAccountProviderCommand>** commands) PURE;
  STDMETHOD(get_WebAccountCommands)(IInspectable** commands) PURE;
  STDMETHOD(get_CredentialCommands)(IInspectable** commands) PURE;
  STDMETHOD(get_Commands)(IInspectable** commands) PURE;
  STDMETHOD(get_HeaderText)(HSTRING* text) PURE;
  STDMETHOD(put_HeaderText)(HSTRING text) PURE;
  STDMETHOD(GetDeferral)(IAccountsPaneDeferral** deferral) PURE;
};

// TypedEventHandler<AccountsSettingsPane, AccountsSettingsPaneCommandsRequestedEventArgs>
struct IAccountsPaneRequestedHandler : IUnknown {
  static constexpr GUID kId = guid("69b8847e-7d72-5a15-bc1c-4ca39c93b162");
  STDMETHOD(Invoke)(IAccountsSettingsPane* pane, IAccountsPaneRequestedArgs* args) PURE;
};

struct IAccountsSettingsPane : IInspectable {
  static constexpr GUID kId = guid("81ea942c-4f09-4406-a538-838d9b14b7e6");
  STDMETHOD(add_AccountCommandsRequested)
  (IAccountsPaneRequestedHandler* handler, EventToken* token) PURE;
  STDMETHOD(remove_AccountCommandsRequested)(EventToken token) PURE;
};

// On the factory of AccountsSettingsPane; the window must be one of the calling thread.
struct IAccountsSettingsPaneInterop : IInspectable {
  static constexpr GUID kId = guid("d3ee12ad-3865-4362-9746-b75a682df0e6");
  STDMETHOD(GetForWindow)(HWND window, REFIID id, void** pane) PURE;
  STDMETHOD(ShowManageAccountsForWindowAsync)(HWND window, REFIID id, void** action) PURE;
  STDMETHOD(ShowAddAccountForWindowAsync)(HWND window, REFIID id, void** action) PURE;
};

}  // namespace entra_broker::abi
