// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <functional>

namespace entra_broker::stand_in {

// Runs work on the thread that made it, whenever that thread takes messages.
class WindowThread {
 public:
  WindowThread();
  WindowThread(const WindowThread&) = delete;
  WindowThread& operator=(const WindowThread&) = delete;
  // The window stays until its thread ends: the last owner may live on another one.
  ~WindowThread() = default;

  // From any thread.
  void run(std::function<void()> work) const;

 private:
  HWND window_;
};

}  // namespace entra_broker::stand_in
