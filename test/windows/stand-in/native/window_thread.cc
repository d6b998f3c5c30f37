// SPDX-License-Identifier: MIT
#include "window_thread.h"

#include <memory>

namespace entra_broker::stand_in {
namespace {

constexpr UINT kWork = WM_APP;
constexpr wchar_t kClassName[] = L"EntraBrokerStandInThread";

LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM word, LPARAM work) {
  if (message != kWork) return DefWindowProcW(window, message, word, work);
  const std::unique_ptr<std::function<void()>> owned(
      reinterpret_cast<std::function<void()>*>(work));
  (*owned)();
  return 0;
}

}  // namespace

WindowThread::WindowThread() {
  WNDCLASSW window_class = {};
  window_class.lpfnWndProc = procedure;
  window_class.lpszClassName = kClassName;
  RegisterClassW(&window_class);
  window_ =
      CreateWindowExW(0, kClassName, L"", 0, 0, 0, 0, 0, HWND_MESSAGE, nullptr, nullptr, nullptr);
}

void WindowThread::run(std::function<void()> work) const {
  auto owned = std::make_unique<std::function<void()>>(std::move(work));
  if (PostMessageW(window_, kWork, 0, reinterpret_cast<LPARAM>(owned.get())) != FALSE) {
    static_cast<void>(owned.release());
  }
}

}  // namespace entra_broker::stand_in
