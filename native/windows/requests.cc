// SPDX-License-Identifier: MIT
#include "windows/requests.h"

namespace entra_broker::wam {
namespace {

void fill(const ComPtr<abi::IStringMap>& map, const TextPairs& pairs) {
  if (!map) check(E_POINTER, "WebTokenRequest.Properties");
  for (const auto& [name, value] : pairs) {
    boolean replaced = FALSE;
    check(map->Insert(HString(name).get(), HString(value).get(), &replaced), "IMap.Insert");
  }
}

void identify(const ComPtr<abi::IWebTokenRequest>& request, const std::string& correlationId) {
  // Windows before 1809 has no place for it.
  const auto identified = request.as<abi::IWebTokenRequest3>();
  if (!identified || correlationId.empty()) return;
  check(identified->put_CorrelationId(HString(correlationId).get()),
        "WebTokenRequest.CorrelationId");
}

}  // namespace

TokenRequest tokenRequestOf(WordReader& words, const ObjectTable& objects) {
  const auto provider = words.object<abi::IWebAccountProvider>(objects);
  const auto account = words.objectOrNull<abi::IWebAccount>(objects);
  const HString scope(words.text());
  const HString client(words.text());
  const auto prompt = static_cast<abi::WebTokenRequestPromptType>(words.number());
  const std::string correlation_id = words.text();
  const TextPairs properties = words.pairs();
  const TextPairs app_properties = words.pairs();
  words.expectEnd();

  const auto factory = factoryOf<abi::IWebTokenRequestFactory>(abi::kWebTokenRequest);
  ComPtr<abi::IWebTokenRequest> request;
  check(factory->CreateWithPromptType(provider.get(), scope.get(), client.get(), prompt,
                                      request.out()),
        "CreateWithPromptType");
  if (!request) check(E_POINTER, "CreateWithPromptType");
  ComPtr<abi::IStringMap> map;
  check(request->get_Properties(map.out()), "WebTokenRequest.Properties");
  fill(map, properties);
  if (!app_properties.empty()) {
    const auto request2 = query<abi::IWebTokenRequest2>(request, "IWebTokenRequest2");
    check(request2->get_AppProperties(map.out()), "WebTokenRequest.AppProperties");
    fill(map, app_properties);
  }
  identify(request, correlation_id);
  return {.request = request, .account = account};
}

}  // namespace entra_broker::wam
