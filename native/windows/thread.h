// SPDX-License-Identifier: MIT
#pragma once

#include <process.h>
#include <windows.h>

#include <memory>
#include <utility>

namespace entra_broker::wam {

template <class State>
unsigned __stdcall runThread(void* argument) {
  const std::unique_ptr<std::shared_ptr<State>> state(
      static_cast<std::shared_ptr<State>*>(argument));
  (*state)->run();
  return 0;
}

// Starts a thread that does `state->run()` and shares the state, so that it may be left to itself.
// Null if none can be made. Not std::thread: under Wine, one in twenty of MinGW's never runs.
template <class State>
[[nodiscard]] HANDLE startThread(std::shared_ptr<State> state) {
  auto shared = std::make_unique<std::shared_ptr<State>>(std::move(state));
  const auto thread = _beginthreadex(nullptr, 0, &runThread<State>, shared.get(), 0, nullptr);
  if (thread != 0) static_cast<void>(shared.release());
  return reinterpret_cast<HANDLE>(
      thread);  // NOLINT(performance-no-int-to-ptr): what Windows calls it
}

}  // namespace entra_broker::wam
