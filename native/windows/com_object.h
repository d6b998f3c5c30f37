// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <type_traits>
#include <utility>

#include "contract/pinned.h"
#include "windows/abi/com_ptr.h"
#include "windows/abi/foundation.h"

namespace entra_broker::wam {

// An object of ours with one interface, called on any thread without a proxy in between.
template <class Interface>
class ComObject : public Interface, private Pinned {
 public:
  STDMETHODIMP QueryInterface(REFIID id, void** out) noexcept override {
    if (out == nullptr) return E_POINTER;
    const bool inspectable = std::is_base_of_v<IInspectable, Interface>;
    const bool known = id == abi::kUnknownId || id == Interface::kId ||
                       id == abi::IAgileObject::kId || (inspectable && id == abi::kInspectableId);
    *out = known ? static_cast<Interface*>(this) : nullptr;
    if (!known) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  STDMETHODIMP_(ULONG) AddRef() noexcept override { return ++references_; }
  STDMETHODIMP_(ULONG) Release() noexcept override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }

 protected:
  ComObject() = default;
  virtual ~ComObject() = default;

 private:
  std::atomic<ULONG> references_ = 1;
};

// The same with an interface of the Windows Runtime.
template <class Interface>
class InspectableObject : public ComObject<Interface> {
 public:
  STDMETHODIMP GetIids(ULONG* count, IID** ids) noexcept override {
    *count = 0;
    *ids = nullptr;
    return S_OK;
  }
  STDMETHODIMP GetRuntimeClassName(HSTRING* name) noexcept override {
    *name = nullptr;
    return S_OK;
  }
  STDMETHODIMP GetTrustLevel(TrustLevel* level) noexcept override {
    *level = BaseTrust;
    return S_OK;
  }
};

// A delegate: runs a function for `Invoke`. What the function throws goes no further.
template <class Interface, class... Arguments>
class Handler final : public ComObject<Interface> {
 public:
  explicit Handler(std::function<void(Arguments...)> function) : function_(std::move(function)) {}
  STDMETHODIMP Invoke(Arguments... arguments) noexcept override {
    try {
      function_(arguments...);
      return S_OK;
    } catch (...) {
      return E_FAIL;
    }
  }

 private:
  const std::function<void(Arguments...)> function_;
};

template <class T, class... Arguments>
[[nodiscard]] abi::ComPtr<T> makeObject(Arguments&&... arguments) {
  return abi::ComPtr<T>::adopt(new T(std::forward<Arguments>(arguments)...));
}

}  // namespace entra_broker::wam
