// SPDX-License-Identifier: MIT
#include <windows.h>

#include <cstdio>

// What programs take for the shell of the session, as Explorer is on Windows: Wine has none. Prints
// a line when it is there, and stays until Windows ends.

namespace {

// In user32.dll, but not in its headers.
using SetShellWindow = BOOL WINAPI(HWND);

bool becomeShell(HWND window) {
  const auto found = GetProcAddress(GetModuleHandleW(L"user32.dll"), "SetShellWindow");
  auto* const become = reinterpret_cast<SetShellWindow*>(reinterpret_cast<void*>(found));
  return become != nullptr && become(window) != FALSE;
}

}  // namespace

int wmain() {
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = DefWindowProcW;
  window_class.lpszClassName = L"Progman";  // Explorer's name for it
  RegisterClassW(&window_class);
  const HWND window = CreateWindowExW(WS_EX_TOOLWINDOW, window_class.lpszClassName, L"", WS_POPUP,
                                      0, 0, 0, 0, nullptr, nullptr, nullptr, nullptr);
  if (!becomeShell(window)) return 1;
  std::puts("ready");
  std::fflush(stdout);
  MSG message;
  while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
  return 0;
}
