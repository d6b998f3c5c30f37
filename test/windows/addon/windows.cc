// SPDX-License-Identifier: MIT
#include <node_api.h>
#include <windows.h>

#include <cstdint>
#include <future>
#include <map>
#include <thread>
#include <utility>
#include <vector>

#include "resources.h"

// Real windows for tests in node.exe: each lives on a thread of its own that takes its messages, as
// the window of an app does. Handles are BigInts.

namespace {

constexpr UINT kDestroy = WM_APP;
constexpr wchar_t kClassName[] = L"ProbeParent";  // the name in the recorded exchanges

LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM word, LPARAM details) {
  if (message == kDestroy) {
    DestroyWindow(window);
    PostQuitMessage(0);
    return 0;
  }
  return DefWindowProcW(window, message, word, details);
}

void liveIn(HWND owner, std::promise<HWND> made) {
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = procedure;
  window_class.lpszClassName = kClassName;
  RegisterClassW(&window_class);
  made.set_value(CreateWindowExW(0, kClassName, L"Test", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 10, 10,
                                 300, 200, owner, nullptr, nullptr, nullptr));
  MSG message;
  while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
}

std::map<HWND, std::thread>& threads() {
  static auto* const all = new std::map<HWND, std::thread>;
  return *all;
}

napi_value valueOf(napi_env env, HWND window) {
  napi_value value = nullptr;
  napi_create_bigint_int64(env, reinterpret_cast<std::intptr_t>(window), &value);
  return value;
}

HWND argument(napi_env env, napi_callback_info info) {
  std::size_t count = 1;
  napi_value value = nullptr;
  std::int64_t handle = 0;
  bool lossless = false;
  napi_get_cb_info(env, info, &count, &value, nullptr, nullptr);
  napi_get_value_bigint_int64(env, value, &handle, &lossless);
  return reinterpret_cast<HWND>(static_cast<std::intptr_t>(handle));
}

// With an owner, of any process, or with none.
napi_value createWindow(napi_env env, napi_callback_info info) {
  const HWND owner = argument(env, info);
  std::promise<HWND> made;
  std::future<HWND> window = made.get_future();
  std::thread thread(liveIn, owner, std::move(made));
  const HWND handle = window.get();
  threads()[handle] = std::move(thread);
  return valueOf(env, handle);
}

napi_value destroyWindow(napi_env env, napi_callback_info info) {
  const HWND window = argument(env, info);
  const auto found = threads().find(window);
  if (found == threads().end()) return nullptr;
  PostMessageW(window, kDestroy, 0, 0);
  found->second.join();
  threads().erase(found);
  return nullptr;
}

napi_value isWindow(napi_env env, napi_callback_info info) {
  napi_value value = nullptr;
  napi_get_boolean(env, IsWindow(argument(env, info)) != FALSE, &value);
  return value;
}

napi_value ownerOf(napi_env env, napi_callback_info info) {
  return valueOf(env, GetWindow(argument(env, info), GW_OWNER));
}

BOOL CALLBACK addTo(HWND window, LPARAM list) {
  reinterpret_cast<std::vector<HWND>*>(list)->push_back(window);
  return TRUE;
}

// The top-level windows that one owns, of all processes.
napi_value ownedBy(napi_env env, napi_callback_info info) {
  const HWND owner = argument(env, info);
  std::vector<HWND> all;
  EnumWindows(addTo, reinterpret_cast<LPARAM>(&all));
  napi_value list = nullptr;
  std::uint32_t size = 0;
  napi_create_array(env, &list);
  for (const HWND window : all) {
    if (GetWindow(window, GW_OWNER) == owner) {
      napi_set_element(env, list, size++, valueOf(env, window));
    }
  }
  return list;
}

napi_value describe(napi_env env, napi_callback_info info) {
  const HWND window = argument(env, info);
  wchar_t name[64] = {};
  DWORD process = 0;
  BYTE alpha = 255;
  GetClassNameW(window, name, 64);
  GetWindowThreadProcessId(window, &process);
  GetLayeredWindowAttributes(window, nullptr, &alpha, nullptr);
  const auto style = static_cast<DWORD>(GetWindowLongPtrW(window, GWL_EXSTYLE));
  napi_value description = nullptr;
  napi_value value = nullptr;
  napi_create_object(env, &description);
  napi_create_string_utf16(env, reinterpret_cast<const char16_t*>(name), NAPI_AUTO_LENGTH, &value);
  napi_set_named_property(env, description, "className", value);
  const std::pair<const char*, bool> facts[] = {
      {"ownProcess", process == GetCurrentProcessId()},
      {"shown", IsWindowVisible(window) != FALSE},
      {"transparent", alpha == 0},
      {"topmost", (style & WS_EX_TOPMOST) != 0},
      {"inTaskbar", (style & WS_EX_TOOLWINDOW) == 0},
  };
  for (const auto& [fact, holds] : facts) {
    napi_get_boolean(env, holds, &value);
    napi_set_named_property(env, description, fact, value);
  }
  return description;
}

// Makes the console's window as it is within a terminal's: not shown, and owned by that.
napi_value putConsoleInto(napi_env env, napi_callback_info info) {
  const HWND terminal = argument(env, info);
  SetWindowLongPtrW(GetConsoleWindow(), GWLP_HWNDPARENT, reinterpret_cast<LONG_PTR>(terminal));
  ShowWindow(GetConsoleWindow(), SW_HIDE);
  return nullptr;
}

napi_value consoleWindow(napi_env env, napi_callback_info) {
  return valueOf(env, GetConsoleWindow());
}

napi_value desktopWindow(napi_env env, napi_callback_info) {
  return valueOf(env, GetDesktopWindow());
}

void give(napi_env env, napi_value exports, const char* name, napi_callback function) {
  napi_value value = nullptr;
  napi_create_function(env, name, NAPI_AUTO_LENGTH, function, nullptr, &value);
  napi_set_named_property(env, exports, name, value);
}

}  // namespace

NAPI_MODULE_INIT() {
  give(env, exports, "createWindow", createWindow);
  give(env, exports, "destroyWindow", destroyWindow);
  give(env, exports, "isWindow", isWindow);
  give(env, exports, "ownerOf", ownerOf);
  give(env, exports, "ownedBy", ownedBy);
  give(env, exports, "describe", describe);
  give(env, exports, "putConsoleInto", putConsoleInto);
  give(env, exports, "consoleWindow", consoleWindow);
  give(env, exports, "desktopWindow", desktopWindow);
  give(env, exports, "resources", resources);
  return exports;
}
