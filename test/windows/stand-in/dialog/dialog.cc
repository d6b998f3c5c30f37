// SPDX-License-Identifier: MIT
#include <windows.h>

#include "../native/background.h"
#include "../native/json.h"
#include "../native/line_socket.h"

// A dialog of the stand-in, in a process of its own: stand_in_dialog.exe NUMBER OWNER. It tells the
// desk what it is, and closes when the desk or a message says so, or when the desk has gone.

namespace entra_broker::stand_in {
namespace {

constexpr UINT kCloseSilently = WM_APP;
LineSocket* desk = nullptr;

LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM word, LPARAM details) {
  switch (message) {
    case WM_CLOSE:
      desk->write(Json().put("closed", "WM_CLOSE").text());
      DestroyWindow(window);
      return 0;
    case kCloseSilently:
      DestroyWindow(window);
      return 0;
    case WM_DESTROY:
      PostQuitMessage(0);
      return 0;
    default:
      return DefWindowProcW(window, message, word, details);
  }
}

HWND open(HWND owner) {
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = procedure;
  window_class.lpszClassName = L"EntraBrokerStandInDialog";
  RegisterClassW(&window_class);
  return CreateWindowExW(0, window_class.lpszClassName, L"Sign in", WS_POPUPWINDOW | WS_CAPTION, 40,
                         40, 320, 200, owner, nullptr, nullptr, nullptr);
}

std::int64_t numberOf(HWND window) {
  return static_cast<std::int64_t>(reinterpret_cast<std::intptr_t>(window));
}

int run(const wchar_t* number, const wchar_t* owner_handle) {
  LineSocket socket;
  if (!socket.connect(deskPort())) return 1;
  desk = &socket;
  const auto owner = reinterpret_cast<HWND>(static_cast<std::intptr_t>(_wtoi64(owner_handle)));
  const HWND window = open(owner);
  const DWORD error = window == nullptr ? GetLastError() : 0;
  ShowWindow(window, SW_SHOW);
  Json hello;
  hello.put("hello", "dialog").put("dialog", static_cast<std::int64_t>(_wtoi64(number)));
  hello.put("pid", static_cast<std::int64_t>(GetCurrentProcessId()));
  hello.put("lastError", static_cast<std::int64_t>(error)).put("hwnd", numberOf(window));
  hello.put("owner", numberOf(GetWindow(window, GW_OWNER)));
  hello.put("visible", IsWindowVisible(window) != FALSE);
  socket.write(hello.text());
  inBackground([window, &socket] {
    static_cast<void>(socket.read());
    PostMessageW(window, kCloseSilently, 0, 0);
  });
  MSG message;
  while (window != nullptr && GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
  // Not by way of destructors: the other thread waits on the socket.
  ExitProcess(0);
}

}  // namespace
}  // namespace entra_broker::stand_in

int wmain(int count, wchar_t** arguments) {
  return count == 3 ? entra_broker::stand_in::run(arguments[1], arguments[2]) : 2;
}
