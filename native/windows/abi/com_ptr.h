// SPDX-License-Identifier: MIT
#pragma once

#include <unknwn.h>

#include <utility>

namespace entra_broker::abi {

// Holds one reference to a COM object, or none.
template <class T>
class ComPtr {
 public:
  ComPtr() = default;
  ComPtr(std::nullptr_t) {}  // NOLINT(google-explicit-constructor): reads as null everywhere
  explicit ComPtr(T* object) : object_(object) {
    if (object_ != nullptr) object_->AddRef();
  }
  ComPtr(const ComPtr& other) : ComPtr(other.object_) {}
  ComPtr(ComPtr&& other) noexcept : object_(std::exchange(other.object_, nullptr)) {}
  ComPtr& operator=(ComPtr other) noexcept {
    std::swap(object_, other.object_);
    return *this;
  }
  ~ComPtr() {
    if (object_ != nullptr) object_->Release();
  }

  // Takes over a reference that somebody else has counted.
  [[nodiscard]] static ComPtr adopt(T* object) {
    ComPtr pointer;
    pointer.object_ = object;
    return pointer;
  }

  [[nodiscard]] T* get() const { return object_; }
  T* operator->() const { return object_; }
  explicit operator bool() const { return object_ != nullptr; }

  // For the last argument of a COM call; what was held is let go of.
  [[nodiscard]] T** out() {
    *this = nullptr;
    return &object_;
  }

  // Gives the reference to a caller's out argument.
  [[nodiscard]] T* detach() { return std::exchange(object_, nullptr); }

  template <class Other>
  [[nodiscard]] ComPtr<Other> as() const {
    ComPtr<Other> other;
    if (object_ != nullptr) {
      object_->QueryInterface(Other::kId, reinterpret_cast<void**>(other.out()));
    }
    return other;
  }

 private:
  T* object_ = nullptr;
};

}  // namespace entra_broker::abi
