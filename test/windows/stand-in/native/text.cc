// SPDX-License-Identifier: MIT
#include "text.h"

#include <winstring.h>

#include <cstdio>

namespace entra_broker::stand_in {

std::string utf8Of(std::wstring_view text) {
  const int length = static_cast<int>(text.size());
  std::string bytes(3 * text.size(), '\0');
  const int size = static_cast<int>(bytes.size());
  bytes.resize(
      WideCharToMultiByte(CP_UTF8, 0, text.data(), length, bytes.data(), size, nullptr, nullptr));
  return bytes;
}

std::wstring wideOf(std::string_view text) {
  const int length = static_cast<int>(text.size());
  std::wstring wide(text.size(), L'\0');
  wide.resize(MultiByteToWideChar(CP_UTF8, 0, text.data(), length, wide.data(), length));
  return wide;
}

std::wstring textOf(HSTRING text) {
  UINT32 length = 0;
  const wchar_t* buffer = WindowsGetStringRawBuffer(text, &length);
  return {buffer, length};
}

std::wstring takeText(HSTRING text) {
  std::wstring copy = textOf(text);
  WindowsDeleteString(text);
  return copy;
}

HRESULT give(std::wstring_view text, HSTRING* out) {
  if (out == nullptr) return E_POINTER;
  return WindowsCreateString(text.data(), static_cast<UINT32>(text.size()), out);
}

std::string textOf(const GUID& id) {
  char text[37];
  std::snprintf(text, sizeof text, "%08lx-%04x-%04x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                static_cast<unsigned long>(id.Data1), id.Data2, id.Data3, id.Data4[0], id.Data4[1],
                id.Data4[2], id.Data4[3], id.Data4[4], id.Data4[5], id.Data4[6], id.Data4[7]);
  return text;
}

}  // namespace entra_broker::stand_in
