// SPDX-License-Identifier: MIT
#include <objbase.h>

#include <array>
#include <string_view>
#include <utility>

#include "accounts_pane.h"
#include "api_information.h"
#include "core_manager.h"
#include "desk.h"
#include "dispatcher_queue.h"
#include "text.h"
#include "token_request.h"
#include "windows/abi/accounts_pane.h"
#include "windows/abi/web_core.h"

namespace entra_broker::stand_in {
namespace {

using FactoryMaker = ComPtr<abi::IActivationFactory> (*)();

constexpr std::array<std::pair<std::wstring_view, FactoryMaker>, 6> kClasses = {{
    {abi::kWebAuthenticationCoreManager, coreManagerFactory},
    {abi::kWebTokenRequest, tokenRequestFactory},
    {abi::kAccountsSettingsPane, accountsPaneFactory},
    {abi::kWebAccountProviderCommand, providerCommandFactory},
    {abi::kApiInformation, apiInformationFactory},
    {L"Windows.System.DispatcherQueueController", dispatcherQueueFactory},
}};

// Wine activates on any thread; Windows only where COM has been initialised.
bool hasApartment() {
  APTTYPE type = APTTYPE_CURRENT;
  APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
  return SUCCEEDED(CoGetApartmentType(&type, &qualifier));
}

HRESULT activate(const std::wstring& name, abi::IActivationFactory** factory) {
  // Without a desk there is no Web Account Manager on this machine.
  if (deskPort() == 0) return REGDB_E_CLASSNOTREG;
  for (const auto& [known, make_factory] : kClasses) {
    if (known != name) continue;
    const Acceptance acceptance =
        Desk::instance().ask("activate", std::move(Json().put("class", name)));
    if (FAILED(acceptance.result)) return acceptance.result;
    if (!hasApartment()) return CO_E_NOTINITIALIZED;
    return give(make_factory(), factory);
  }
  return REGDB_E_CLASSNOTREG;
}

}  // namespace
}  // namespace entra_broker::stand_in

extern "C" {

__declspec(dllexport) HRESULT WINAPI
DllGetActivationFactory(HSTRING name, entra_broker::abi::IActivationFactory** factory) {
  if (factory == nullptr) return E_POINTER;
  *factory = nullptr;
  return entra_broker::stand_in::activate(entra_broker::stand_in::textOf(name), factory);
}

// Never: threads of its own run in it.
__declspec(dllexport) HRESULT WINAPI DllCanUnloadNow() { return S_FALSE; }
}
