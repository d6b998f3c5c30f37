// SPDX-License-Identifier: MIT
#include "background.h"

#include <process.h>
#include <windows.h>

#include <exception>
#include <memory>
#include <utility>

namespace entra_broker::stand_in {
namespace {

unsigned __stdcall run(void* work) {
  const std::unique_ptr<std::function<void()>> owned(static_cast<std::function<void()>*>(work));
  (*owned)();
  return 0;
}

}  // namespace

void inBackground(std::function<void()> work) {
  auto owned = std::make_unique<std::function<void()>>(std::move(work));
  const std::uintptr_t thread = _beginthreadex(nullptr, 0, run, owned.get(), 0, nullptr);
  // Loud, as std::thread: a completion that never comes would be looked for elsewhere.
  if (thread == 0) std::terminate();
  static_cast<void>(owned.release());
  CloseHandle(reinterpret_cast<HANDLE>(thread));
}

}  // namespace entra_broker::stand_in
