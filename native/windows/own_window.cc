// SPDX-License-Identifier: MIT
#include "windows/own_window.h"

#include "windows/call_failed.h"

namespace entra_broker::wam {
namespace {

constexpr UINT kDestroy = WM_APP;
constexpr const wchar_t* kClassName = L"EntraBrokerOwner";

// WM_CLOSE is ignored: nobody sees the window, so nobody means it.
LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM word, LPARAM details) {
  if (message == WM_CLOSE) return 0;
  if (message != kDestroy) return DefWindowProcW(window, message, word, details);
  DestroyWindow(window);
  return 0;
}

RECT placeOver(HWND owner) {
  RECT place = {};
  if (owner != nullptr && GetWindowRect(owner, &place) != FALSE) return place;
  MONITORINFO monitor = {};
  monitor.cbSize = sizeof monitor;
  GetMonitorInfoW(MonitorFromWindow(GetForegroundWindow(), MONITOR_DEFAULTTOPRIMARY), &monitor);
  const RECT& area = monitor.rcWork;
  place.left = area.left + (area.right - area.left) / 2;
  place.top = area.top + (area.bottom - area.top) / 2;
  place.right = place.left + 1;
  place.bottom = place.top + 1;
  return place;
}

HWND makeTransparentWindow(HWND owner) {
  constexpr DWORD kUnseen = WS_EX_TOOLWINDOW | WS_EX_TOPMOST | WS_EX_LAYERED;
  auto* const window = makeWindow(kClassName, procedure, kUnseen, placeOver(owner), owner);
  SetLayeredWindowAttributes(window, 0, 0, LWA_ALPHA);
  ShowWindow(window, SW_SHOW);
  // Windows permits it where the program or its terminal is in front. Else topmost has to do: to
  // share the input queue of whoever is in front would make us hang with it.
  SetForegroundWindow(window);
  return window;
}

}  // namespace

HWND makeWindow(const wchar_t* className, WNDPROC procedure, DWORD extendedStyle, const RECT& place,
                HWND owner) {
  // Of this module: another copy of it has classes of the same names.
  HMODULE module = nullptr;
  GetModuleHandleExW(
      GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_UNCHANGED_REFCOUNT,
      reinterpret_cast<const wchar_t*>(&makeWindow), &module);
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = procedure;
  window_class.hInstance = module;
  window_class.lpszClassName = className;
  RegisterClassW(&window_class);  // fails from the second time on
  auto* const window = CreateWindowExW(extendedStyle, className, L"", WS_POPUP, place.left,
                                       place.top, place.right - place.left,
                                       place.bottom - place.top, owner, nullptr, module, nullptr);
  if (window == nullptr) check(HRESULT_FROM_WIN32(GetLastError()), "CreateWindowEx");
  return window;
}

OwnWindow::OwnWindow(HWND owner) : window_(makeTransparentWindow(owner)) {}

OwnWindow::~OwnWindow() {
  // It may have gone, with its owner or thread, and its handle be another window's.
  if (GetWindowThreadProcessId(window_, nullptr) == thread_) PostMessageW(window_, kDestroy, 0, 0);
}

}  // namespace entra_broker::wam
