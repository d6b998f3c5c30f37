// SPDX-License-Identifier: MIT
#include "dialogs.h"

#include <string>

namespace entra_broker::stand_in {
namespace {

std::wstring dialogProgram() {
  HMODULE library = nullptr;
  GetModuleHandleExW(
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
      reinterpret_cast<const wchar_t*>(&openDialog), &library);
  wchar_t path[MAX_PATH] = {};
  GetModuleFileNameW(library, path, MAX_PATH);
  const std::wstring file(path);
  return file.substr(0, file.find_last_of(L'\\') + 1) + L"stand_in_dialog.exe";
}

}  // namespace

Json described(HWND window) {
  Json json;
  wchar_t name[128] = {};
  GetClassNameW(window, name, 128);
  DWORD process = 0;
  GetWindowThreadProcessId(window, &process);
  json.put("hwnd", static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(window)));
  json.put("isWindow", IsWindow(window) != FALSE).put("hwndClass", std::wstring_view(name));
  json.put("hwndOwnProcess", process == GetCurrentProcessId());
  return json;
}

void openDialog(const Fields& acceptance, HWND owner) {
  if (!acceptance.has("dialog")) return;
  const auto handle = static_cast<long long>(reinterpret_cast<std::intptr_t>(owner));
  std::wstring command =
      L"\"" + dialogProgram() + L"\" " + acceptance.text("dialog") + L" " + std::to_wstring(handle);
  STARTUPINFOW startup = {};
  startup.cb = sizeof startup;
  PROCESS_INFORMATION process = {};
  if (CreateProcessW(nullptr, command.data(), nullptr, nullptr, FALSE, DETACHED_PROCESS, nullptr,
                     nullptr, &startup, &process) == FALSE) {
    Desk::instance().tell("dialog could not be started");
    return;
  }
  CloseHandle(process.hThread);
  CloseHandle(process.hProcess);
}

}  // namespace entra_broker::stand_in
