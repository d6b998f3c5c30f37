// SPDX-License-Identifier: MIT
#include <node_api.h>
#include <windows.h>

#include <cstdint>
#include <future>
#include <map>
#include <thread>

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

void liveIn(std::promise<HWND> made) {
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = procedure;
  window_class.lpszClassName = kClassName;
  RegisterClassW(&window_class);
  made.set_value(CreateWindowExW(0, kClassName, L"Test", WS_OVERLAPPEDWINDOW | WS_VISIBLE, 10, 10,
                                 300, 200, nullptr, nullptr, nullptr, nullptr));
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

napi_value createWindow(napi_env env, napi_callback_info) {
  std::promise<HWND> made;
  std::future<HWND> window = made.get_future();
  std::thread thread(liveIn, std::move(made));
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
  give(env, exports, "consoleWindow", consoleWindow);
  give(env, exports, "desktopWindow", desktopWindow);
  return exports;
}
