// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <cstddef>
#include <cstdint>

namespace entra_broker::abi {

// Not constexpr on purpose: reached only at compile time, by an id that is mistyped.
inline void notAHexadecimalDigit() {}

consteval std::uint8_t digit(char c) {
  if (c >= '0' && c <= '9') return static_cast<std::uint8_t>(c - '0');
  if (c >= 'a' && c <= 'f') return static_cast<std::uint8_t>(c - 'a' + 10);
  notAHexadecimalDigit();
  return 0;
}

// An interface id as documents write it: guid("6aca7c92-a581-4479-9c10-752eff44fd34").
consteval GUID guid(const char (&text)[37]) {
  std::uint8_t bytes[16] = {};
  std::size_t at = 0;
  for (std::uint8_t& byte : bytes) {
    if (text[at] == '-') ++at;
    byte = static_cast<std::uint8_t>(digit(text[at]) * 16 + digit(text[at + 1]));
    at += 2;
  }
  GUID id = {};
  for (int i = 0; i < 4; ++i) id.Data1 = id.Data1 << 8 | bytes[i];
  id.Data2 = static_cast<std::uint16_t>(bytes[4] << 8 | bytes[5]);
  id.Data3 = static_cast<std::uint16_t>(bytes[6] << 8 | bytes[7]);
  for (int i = 0; i < 8; ++i) id.Data4[i] = bytes[8 + i];
  return id;
}

}  // namespace entra_broker::abi
