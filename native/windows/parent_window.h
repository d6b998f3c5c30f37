// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "windows/own_window.h"

namespace entra_broker::wam {

// By a decimal handle; none for what is no window of a program's.
[[nodiscard]] std::optional<HWND> windowOf(const std::string& handle);

// What is to own a dialog.
class ParentWindow : private Pinned {
 public:
  // Takes a decimal handle, or `console`; on the thread for windows. Throws CallFailed,
  // window_invalid, for a handle that windowOf() does not know.
  explicit ParentWindow(const std::string& window);
  [[nodiscard]] HWND get() const noexcept { return own_ ? own_->get() : given_; }
  // Whether it was made for this, on this thread, since there is none that could be used.
  [[nodiscard]] bool isOwn() const noexcept { return own_ != nullptr; }

 private:
  const HWND given_;
  const std::unique_ptr<OwnWindow> own_;
};

}  // namespace entra_broker::wam
