// SPDX-License-Identifier: MIT
#include "windows/parent_window.h"

#include <charconv>
#include <cstdint>

#include "windows/call_failed.h"

namespace entra_broker::wam {
namespace {

HWND checkedWindow(const std::string& handle) {
  const auto window = windowOf(handle);
  if (!window) throw CallFailed(entra_broker::failureOf(FailureCode::window_invalid));
  return *window;
}

// The window that shows the program's console, null if none is to be seen. A terminal's window owns
// a pseudo window for that; GetAncestor alone stops at one that is no popup, as it was at first.
HWND consoleWindow() {
  HWND window = GetAncestor(GetConsoleWindow(), GA_ROOTOWNER);
  while (auto* const owner = GetWindow(window, GW_OWNER)) window = owner;
  return IsWindowVisible(window) != FALSE ? window : nullptr;
}

}  // namespace

std::optional<HWND> windowOf(const std::string& handle) {
  std::uint64_t number = 0;
  const char* const end = std::to_address(handle.end());
  const auto [rest, error] = std::from_chars(handle.data(), end, number);
  if (error != std::errc() || rest != end) return std::nullopt;
  // Handles have 32 bits, and IsWindow looks at no others.
  const auto extended = static_cast<std::uint64_t>(std::int64_t{static_cast<std::int32_t>(number)});
  if (number > UINT32_MAX && number != extended) return std::nullopt;
  auto* const window = reinterpret_cast<HWND>(  // NOLINT(performance-no-int-to-ptr): a handle
      static_cast<std::uintptr_t>(number));
  // The desktop is as good as no owner: Windows takes it for that.
  const bool usable = IsWindow(window) != FALSE && window != GetDesktopWindow();
  return usable ? std::optional(window) : std::nullopt;
}

ParentWindow::ParentWindow(const std::string& window)
    : given_(window == "console" ? consoleWindow() : checkedWindow(window)),
      own_(given_ == nullptr ? std::make_unique<OwnWindow>(nullptr) : nullptr) {}

}  // namespace entra_broker::wam
