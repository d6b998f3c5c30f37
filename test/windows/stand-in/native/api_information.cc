// SPDX-License-Identifier: MIT
#include "api_information.h"

#include "desk.h"
#include "text.h"

namespace entra_broker::stand_in {
namespace {

class Factory final : public Object<abi::IActivationFactory, abi::IApiInformationStatics> {
 public:
  STDMETHODIMP ActivateInstance(IInspectable** instance) override {
    *instance = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP IsTypePresent(HSTRING type, boolean* present) override {
    return yes("ApiInformation.IsTypePresent", type, nullptr, present);
  }
  STDMETHODIMP IsMethodPresent(HSTRING type, HSTRING method, boolean* present) override {
    return yes("ApiInformation.IsMethodPresent", type, method, present);
  }
  STDMETHODIMP IsMethodPresentWithArity(HSTRING type, HSTRING method, UINT32,
                                        boolean* present) override {
    return yes("ApiInformation.IsMethodPresentWithArity", type, method, present);
  }
  STDMETHODIMP IsEventPresent(HSTRING type, HSTRING event, boolean* present) override {
    return yes("ApiInformation.IsEventPresent", type, event, present);
  }
  STDMETHODIMP IsPropertyPresent(HSTRING type, HSTRING property, boolean* present) override {
    return yes("ApiInformation.IsPropertyPresent", type, property, present);
  }
  STDMETHODIMP IsReadOnlyPropertyPresent(HSTRING type, HSTRING property,
                                         boolean* present) override {
    return yes("ApiInformation.IsReadOnlyPropertyPresent", type, property, present);
  }
  STDMETHODIMP IsWriteablePropertyPresent(HSTRING type, HSTRING property,
                                          boolean* present) override {
    return yes("ApiInformation.IsWriteablePropertyPresent", type, property, present);
  }
  STDMETHODIMP IsEnumNamedValuePresent(HSTRING type, HSTRING value, boolean* present) override {
    return yes("ApiInformation.IsEnumNamedValuePresent", type, value, present);
  }
  STDMETHODIMP IsApiContractPresentByMajor(HSTRING contract, UINT16, boolean* present) override {
    return yes("ApiInformation.IsApiContractPresent", contract, nullptr, present);
  }
  STDMETHODIMP IsApiContractPresentByMajorAndMinor(HSTRING contract, UINT16, UINT16,
                                                   boolean* present) override {
    return yes("ApiInformation.IsApiContractPresent", contract, nullptr, present);
  }

 private:
  static HRESULT yes(const char* call, HSTRING type, HSTRING member, boolean* present) {
    Desk::instance().tell(
        call, std::move(Json().put("type", textOf(type)).put("member", textOf(member))));
    *present = 1;
    return S_OK;
  }
};

}  // namespace

ComPtr<abi::IActivationFactory> apiInformationFactory() {
  return ComPtr<abi::IActivationFactory>(make<Factory>().get());
}

}  // namespace entra_broker::stand_in
