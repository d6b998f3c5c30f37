// SPDX-License-Identifier: MIT
#include "windows/window_closer.h"

#include <map>
#include <mutex>

namespace entra_broker::wam {
namespace {

BOOL CALLBACK addTo(HWND window, LPARAM set) {
  auto* const windows = reinterpret_cast<std::set<HWND>*>(set);  // NOLINT(*-no-int-to-ptr)
  windows->insert(window);
  return TRUE;
}

std::set<HWND> topLevelWindows() {
  std::set<HWND> windows;
  EnumWindows(addTo, reinterpret_cast<LPARAM>(&windows));
  // That leaves out the windows of apps of the Store, and WAM's plug-in is one. This does not, but
  // the order may change meanwhile: it ends where it comes upon itself.
  std::set<HWND> walked;
  HWND window = FindWindowExW(nullptr, nullptr, nullptr, nullptr);
  while (window != nullptr && walked.insert(window).second) {
    window = FindWindowExW(nullptr, window, nullptr, nullptr);
  }
  windows.merge(walked);
  return windows;
}

DWORD programOf(HWND window) {
  DWORD process = 0;
  GetWindowThreadProcessId(window, &process);
  return process;
}

// What a window owns, and what that owns, and so on; without the windows of `program` and those in
// `except`, and what only such windows own.
std::set<HWND> ownedBy(HWND owner, DWORD program, const std::set<HWND>& except) {
  std::set<HWND> others = topLevelWindows();
  std::erase_if(
      others, [&](HWND window) { return except.contains(window) || programOf(window) == program; });
  std::set<HWND> found;
  for (std::size_t before = others.size() + 1; before != found.size();) {
    before = found.size();
    for (auto* const window : others) {
      auto* const its = GetWindow(window, GW_OWNER);
      if (its == owner || found.contains(its)) found.insert(window);
    }
  }
  return found;
}

// Of each owner the latest closer, in the whole process.
class Latest {
 public:
  // Never destroyed: threads outlive what is static.
  static Latest& instance() {
    static auto* const latest = new Latest;  // NOLINT(cppcoreguidelines-owning-memory)
    return *latest;
  }
  void put(HWND owner, const WindowCloser* closer) {
    const std::lock_guard lock(mutex_);
    closers_[owner] = closer;
  }
  [[nodiscard]] bool is(HWND owner, const WindowCloser* closer) {
    const std::lock_guard lock(mutex_);
    const auto found = closers_.find(owner);
    return found != closers_.end() && found->second == closer;
  }
  void remove(HWND owner, const WindowCloser* closer) {
    const std::lock_guard lock(mutex_);
    const auto found = closers_.find(owner);
    if (found != closers_.end() && found->second == closer) closers_.erase(found);
  }

 private:
  std::mutex mutex_;
  std::map<HWND, const WindowCloser*> closers_;  // guarded by mutex_
};

}  // namespace

WindowCloser::WindowCloser(const ParentWindow& owner)
    : WindowCloser(owner.get(), owner.isOwn() ? 0 : programOf(owner.get())) {}

WindowCloser::WindowCloser(HWND owner, DWORD program)
    : owner_(owner), program_(program), before_(ownedBy(owner, program, {})) {
  Latest::instance().put(owner_, this);
}

WindowCloser::~WindowCloser() { Latest::instance().remove(owner_, this); }

void WindowCloser::closeNew() const {
  if (!Latest::instance().is(owner_, this)) return;
  for (auto* const window : ownedBy(owner_, program_, before_)) {
    if (IsWindowVisible(window) != FALSE) PostMessageW(window, WM_CLOSE, 0, 0);
  }
}

}  // namespace entra_broker::wam
