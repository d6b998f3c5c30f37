// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <set>

#include "windows/parent_window.h"

namespace entra_broker::wam {

// The windows that a call has opened for its owner: WAM is known to leave some open when its
// operation is canceled.
class WindowCloser : private Pinned {
 public:
  // Before the call: windows that the owner has by then are left alone. So are those of the owner's
  // own program, which may show a dialog of its own meanwhile.
  explicit WindowCloser(const ParentWindow& owner);
  explicit WindowCloser(const OwnWindow& owner) : WindowCloser(owner.get(), 0) {}
  ~WindowCloser();

  // Asks those that are there now to close; any thread. Not once there is another call for the same
  // owner, since nobody could tell whose a window is: TypeScript allows one for each at a time.
  void closeNew() const;

 private:
  WindowCloser(HWND owner, DWORD program);

  const HWND owner_;
  const DWORD program_;  // that is left alone, 0 for none
  const std::set<HWND> before_;
};

}  // namespace entra_broker::wam
