// SPDX-License-Identifier: MIT
#include "windows/winrt.h"

#include <array>
#include <bit>
#include <optional>

namespace entra_broker::wam {
namespace {

// X(return type, name, parameters)
#define ENTRA_BROKER_COMBASE(X)                                 \
  X(HRESULT, RoInitialize, (UINT32))                            \
  X(void, RoUninitialize, ())                                   \
  X(HRESULT, RoGetActivationFactory, (HSTRING, REFIID, void**)) \
  X(HRESULT, WindowsCreateString, (LPCWSTR, UINT32, HSTRING*))  \
  X(HRESULT, WindowsDeleteString, (HSTRING))                    \
  X(PCWSTR, WindowsGetStringRawBuffer, (HSTRING, UINT32*))      \
  X(HRESULT, CoIncrementMTAUsage, (HANDLE*))

// The functions of combase.dll that are used.
struct Combase {
#define ENTRA_BROKER_MEMBER(result, name, parameters) result(WINAPI* name) parameters = nullptr;
  ENTRA_BROKER_COMBASE(ENTRA_BROKER_MEMBER)
#undef ENTRA_BROKER_MEMBER
};

template <class Function>
bool resolve(HMODULE library, const char* name, Function& function) {
  function = std::bit_cast<Function>(GetProcAddress(library, name));
  return function != nullptr;
}

std::optional<Combase> load() {
  // Not the folder of the program, nor that of a user: only what Windows itself has put there.
  const HMODULE library = LoadLibraryExW(L"combase.dll", nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (library == nullptr) return std::nullopt;
  Combase combase;
#define ENTRA_BROKER_RESOLVE(result, name, parameters) resolve(library, #name, combase.name),
  const std::array found{ENTRA_BROKER_COMBASE(ENTRA_BROKER_RESOLVE)};
#undef ENTRA_BROKER_RESOLVE
  for (const bool each : found) {
    if (!each) return std::nullopt;
  }
  // For good: with the last thread of the last apartment COM would unload WAM's libraries, while an
  // operation that never ends still has code and objects in them.
  HANDLE usage = nullptr;
  combase.CoIncrementMTAUsage(&usage);
  return combase;
}

// Null where Windows has none.
const Combase* combase() {
  static const std::optional<Combase> loaded = load();
  return loaded ? &*loaded : nullptr;
}

constexpr auto kNoCombase = static_cast<HRESULT>(0x8007007E);  // ERROR_MOD_NOT_FOUND

}  // namespace

std::string utf8Of(std::wstring_view text) {
  const auto convert = [text](char* out, int size) {
    return WideCharToMultiByte(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), out, size,
                               nullptr, nullptr);
  };
  std::string result(static_cast<std::size_t>(convert(nullptr, 0)), '\0');
  convert(result.data(), static_cast<int>(result.size()));
  return result;
}

std::wstring wideOf(std::string_view text) {
  const auto convert = [text](wchar_t* out, int size) {
    return MultiByteToWideChar(CP_UTF8, 0, text.data(), static_cast<int>(text.size()), out, size);
  };
  std::wstring result(static_cast<std::size_t>(convert(nullptr, 0)), L'\0');
  convert(result.data(), static_cast<int>(result.size()));
  return result;
}

Apartment::Apartment(Kind kind) noexcept
    : result_(combase() == nullptr ? kNoCombase
                                   : combase()->RoInitialize(static_cast<UINT32>(kind))) {}

Apartment::~Apartment() {
  if (SUCCEEDED(result_)) combase()->RoUninitialize();
}

HString::HString(std::wstring_view text) {
  if (combase() == nullptr) check(kNoCombase, "combase.dll");
  check(combase()->WindowsCreateString(text.data(), static_cast<UINT32>(text.size()), &string_),
        "WindowsCreateString");
}

HString::~HString() {
  if (string_ != nullptr) combase()->WindowsDeleteString(string_);
}

std::wstring_view HString::view() const {
  if (string_ == nullptr) return {};
  UINT32 length = 0;
  const wchar_t* text = combase()->WindowsGetStringRawBuffer(string_, &length);
  return {text, length};
}

HRESULT activationFactory(std::wstring_view className, REFIID id, void** factory) noexcept {
  try {
    const HString name(className);
    return combase()->RoGetActivationFactory(name.get(), id, factory);
  } catch (...) {
    return combase() == nullptr ? kNoCombase : E_OUTOFMEMORY;
  }
}

std::string activationStep(std::wstring_view className) {
  const auto dot = className.rfind(L'.');
  return "RoGetActivationFactory " + utf8Of(className.substr(dot + 1));
}

}  // namespace entra_broker::wam
