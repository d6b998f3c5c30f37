// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <string_view>

#include "contract/pinned.h"
#include "windows/abi/com_ptr.h"
#include "windows/abi/foundation.h"
#include "windows/call_failed.h"

// The Windows Runtime: combase.dll, loaded from the system's folder at first use, so that the addon
// itself loads on any Windows. Without it every call fails with the HRESULT of loading it.
namespace entra_broker::wam {

using abi::ComPtr;

[[nodiscard]] std::string utf8Of(std::wstring_view text);
[[nodiscard]] std::wstring wideOf(std::string_view text);

// This thread's apartment, for as long as the object lives.
class Apartment : private Pinned {
 public:
  enum class Kind : UINT32 { single_threaded = 0, multi_threaded = 1 };
  explicit Apartment(Kind kind) noexcept;
  ~Apartment();

 private:
  HRESULT result_;
};

// A string of the Windows Runtime, ours to free.
class HString : private Pinned {
 public:
  HString() = default;
  explicit HString(std::wstring_view text);
  explicit HString(std::string_view utf8) : HString(wideOf(utf8)) {}
  ~HString();

  [[nodiscard]] HSTRING get() const noexcept { return string_; }
  [[nodiscard]] HSTRING* out() noexcept { return &string_; }  // of an empty one only
  [[nodiscard]] std::wstring_view view() const;
  [[nodiscard]] std::string text() const { return utf8Of(view()); }

 private:
  HSTRING string_ = nullptr;
};

// The factory of a class, or the HRESULT that says why there is none.
[[nodiscard]] HRESULT activationFactory(std::wstring_view className, REFIID id,
                                        void** factory) noexcept;

template <class T>
[[nodiscard]] HRESULT activationFactory(std::wstring_view className, ComPtr<T>& factory) noexcept {
  return activationFactory(className, T::kId, reinterpret_cast<void**>(factory.out()));
}

// The name under which a failed activation is reported.
[[nodiscard]] std::string activationStep(std::wstring_view className);

template <class T>
[[nodiscard]] ComPtr<T> factoryOf(std::wstring_view className) {
  ComPtr<T> factory;
  check(activationFactory(className, factory), activationStep(className));
  return factory;
}

// Another interface of an object; throws CallFailed, under the interface's name, if it has none.
template <class T, class Object>
[[nodiscard]] ComPtr<T> query(const ComPtr<Object>& object, std::string_view interfaceName) {
  auto other = object.template as<T>();
  if (!other) check(E_NOINTERFACE, interfaceName);
  return other;
}

}  // namespace entra_broker::wam
