// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include "contract/pinned.h"

namespace entra_broker::wam {

// Makes a window of a class of this library's own, on the thread that calls; throws CallFailed.
[[nodiscard]] HWND makeWindow(const wchar_t* className, WNDPROC procedure, DWORD extendedStyle,
                              const RECT& place, HWND owner);

// A window that nobody sees, for what needs one of this process and thread: it is transparent, in
// no taskbar, and in front as far as Windows permits, so that what it owns is not behind anything.
class OwnWindow : private Pinned {
 public:
  // Over its owner, or with none in the middle of the monitor that is worked on.
  explicit OwnWindow(HWND owner);
  ~OwnWindow();  // on any thread
  [[nodiscard]] HWND get() const noexcept { return window_; }

 private:
  const HWND window_;
  const DWORD thread_ = GetCurrentThreadId();
};

}  // namespace entra_broker::wam
