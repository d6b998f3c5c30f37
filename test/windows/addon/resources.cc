// SPDX-License-Identifier: MIT
#include "resources.h"

#include <tlhelp32.h>
#include <windows.h>

#include <cstdint>
#include <cstring>
#include <vector>

namespace {

std::uint32_t threadCount() {
  const HANDLE snapshot = CreateToolhelp32Snapshot(TH32CS_SNAPTHREAD, 0);
  THREADENTRY32 entry = {};
  entry.dwSize = sizeof entry;
  std::uint32_t count = 0;
  for (BOOL more = Thread32First(snapshot, &entry); more != FALSE;
       more = Thread32Next(snapshot, &entry)) {
    if (entry.th32OwnerProcessID == GetCurrentProcessId()) ++count;
  }
  CloseHandle(snapshot);
  return count;
}

// An entry of SystemHandleInformation, of all processes' handles.
struct HandleEntry {
  ULONG process;
  BYTE type;
  BYTE flags;
  USHORT value;
  void* object;
  ULONG access;
};

// Counted one by one: Wine's GetProcessHandleCount says 0.
std::uint32_t handleCount() {
  using Query = LONG(WINAPI*)(int, void*, ULONG, ULONG*);
  constexpr int kSystemHandleInformation = 16;
  const auto query = reinterpret_cast<Query>(reinterpret_cast<void*>(
      GetProcAddress(GetModuleHandleW(L"ntdll.dll"), "NtQuerySystemInformation")));
  std::vector<BYTE> answer(std::size_t{4} << 20);
  ULONG length = 0;
  if (query == nullptr || query(kSystemHandleInformation, answer.data(),
                                static_cast<ULONG>(answer.size()), &length) < 0) {
    return 0;
  }
  ULONG total = 0;
  std::memcpy(&total, answer.data(), sizeof total);
  std::uint32_t count = 0;
  for (std::size_t i = 0; i < total; ++i) {
    HandleEntry entry = {};
    std::memcpy(&entry, answer.data() + sizeof(void*) + i * sizeof entry, sizeof entry);
    if (entry.process == GetCurrentProcessId()) ++count;
  }
  return count;
}

void put(napi_env env, napi_value object, const char* name, std::uint32_t number) {
  napi_value value = nullptr;
  napi_create_uint32(env, number, &value);
  napi_set_named_property(env, object, name, value);
}

}  // namespace

napi_value resources(napi_env env, napi_callback_info /*info*/) {
  napi_value object = nullptr;
  napi_create_object(env, &object);
  put(env, object, "threads", threadCount());
  put(env, object, "handles", handleCount());
  return object;
}
