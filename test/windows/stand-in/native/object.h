// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <utility>

#include "windows/abi/com_ptr.h"
#include "windows/abi/foundation.h"

namespace entra_broker::stand_in {

using abi::ComPtr;

// An agile object with these interfaces, which all derive from IInspectable.
template <class First, class... Rest>
class Object : public First, public Rest... {
 public:
  Object() = default;
  Object(const Object&) = delete;
  Object& operator=(const Object&) = delete;

  STDMETHODIMP QueryInterface(REFIID id, void** out) override {
    if (out == nullptr) return E_POINTER;
    *out = find(id);
    if (*out == nullptr) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }

  STDMETHODIMP_(ULONG) AddRef() override { return ++references_; }

  STDMETHODIMP_(ULONG) Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }

  STDMETHODIMP GetIids(ULONG* count, IID** ids) override {
    *count = 0;
    *ids = nullptr;
    return S_OK;
  }

  STDMETHODIMP GetRuntimeClassName(HSTRING* name) override {
    *name = nullptr;
    return S_OK;
  }

  STDMETHODIMP GetTrustLevel(TrustLevel* level) override {
    *level = BaseTrust;
    return S_OK;
  }

 protected:
  virtual ~Object() = default;

 private:
  void* find(REFIID id) {
    if (id == abi::kUnknownId || id == abi::kInspectableId || id == abi::IAgileObject::kId) {
      return static_cast<First*>(this);
    }
    void* found = id == First::kId ? static_cast<First*>(this) : nullptr;
    ((found = id == Rest::kId ? static_cast<Rest*>(this) : found), ...);
    return found;
  }

  std::atomic<ULONG> references_ = 1;
};

template <class T, class... Arguments>
[[nodiscard]] ComPtr<T> make(Arguments&&... arguments) {
  return ComPtr<T>::adopt(new T(std::forward<Arguments>(arguments)...));
}

// Gives a reference to the caller; null stays null.
template <class T, class Out>
HRESULT give(ComPtr<T> object, Out** out) {
  if (out == nullptr) return E_POINTER;
  *out = object.detach();
  return S_OK;
}

}  // namespace entra_broker::stand_in
