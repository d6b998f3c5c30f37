// SPDX-License-Identifier: MIT
// Node-API is a part of the program that loads the addon, whatever its name: node.exe, a renamed
// copy, Electron. An import would name one file, so that its table is made here: the pointers that
// calls of `dllimport` functions go through, filled when the addon is loaded. It does what delay
// loading with a hook does, which Zig cannot link; node-gyp brings such a hook of its own.
#include <windows.h>

#include <array>

#define TEXT_OF(name) #name
#define EXPANDED_TEXT_OF(name) TEXT_OF(name)
// 32-bit Windows puts an underscore before the names of C functions.
#define POINTER_TO(function) "__imp_" EXPANDED_TEXT_OF(__USER_LABEL_PREFIX__) #function

#define NODE_API(function) extern "C" FARPROC pointer_##function __asm__(POINTER_TO(function));
#include "node_api_names.inc"
#undef NODE_API

// In a section of their own, which the linker puts on pages of its own.
#define NODE_API(function) __attribute__((section(".napi"))) FARPROC pointer_##function = nullptr;
#include "node_api_names.inc"
#undef NODE_API

namespace {

struct Import {
  FARPROC* pointer;
  const char* name;
};

#define NODE_API(function) {.pointer = &pointer_##function, .name = #function},
constexpr auto kImports = std::to_array<Import>({
#include "node_api_names.inc"
});
#undef NODE_API

// What delay loading raises for a function that the host lacks.
constexpr DWORD kProcedureNotFound = 0xC06D007F;

INT_PTR WINAPI refuse() {
  RaiseException(kProcedureNotFound, 0, 0, nullptr);
  return 0;
}

HMODULE host() {
  // Node as a library of its own, where somebody built it so.
  HMODULE library = GetModuleHandleW(L"libnode.dll");
  return library != nullptr ? library : GetModuleHandleW(nullptr);
}

// Before everything that may call Node-API. Afterwards the table is as read-only as the one that
// it stands for.
__attribute__((constructor(101))) void fillTable() {
  HMODULE module = host();
  for (const Import& import : kImports) {
    const FARPROC found = GetProcAddress(module, import.name);
    *import.pointer = found != nullptr ? found : refuse;
  }
  void* table = static_cast<void*>(kImports.front().pointer);
  DWORD before = 0;
  VirtualProtect(table, kImports.size() * sizeof(FARPROC), PAGE_READONLY, &before);
}

}  // namespace
