// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <atomic>
#include <functional>
#include <utility>

#include "windows/abi/com_ptr.h"
#include "windows/abi/foundation.h"

namespace entra_broker::probe {

using abi::ComPtr;

// A delegate: calls a function for `Invoke` of the handler's type.
template <class Interface, class... Arguments>
class Handler final : public Interface {
 public:
  using Function = std::function<void(Arguments...)>;
  explicit Handler(Function function) : function_(std::move(function)) {}

  STDMETHODIMP QueryInterface(REFIID id, void** out) override {
    const bool known =
        id == abi::kUnknownId || id == Interface::kId || id == abi::IAgileObject::kId;
    *out = known ? this : nullptr;
    if (!known) return E_NOINTERFACE;
    AddRef();
    return S_OK;
  }
  STDMETHODIMP_(ULONG) AddRef() override { return ++references_; }
  STDMETHODIMP_(ULONG) Release() override {
    const ULONG left = --references_;
    if (left == 0) delete this;
    return left;
  }
  STDMETHODIMP Invoke(Arguments... arguments) override {
    function_(arguments...);
    return S_OK;
  }

 private:
  ~Handler() = default;
  Function function_;
  std::atomic<ULONG> references_ = 1;
};

// Takes this thread's messages until that holds, for at most 15 s.
template <class Condition>
bool pumpUntil(Condition holds) {
  const ULONGLONG end = GetTickCount64() + 15'000;
  while (!holds()) {
    if (GetTickCount64() > end) return false;
    MsgWaitForMultipleObjects(0, nullptr, FALSE, 10, QS_ALLINPUT);
    MSG message;
    while (PeekMessageW(&message, nullptr, 0, 0, PM_REMOVE) != FALSE) DispatchMessageW(&message);
  }
  return true;
}

// What came of an operation.
struct Ending {
  std::atomic<int> completions = 0;
  std::atomic<DWORD> thread = 0;
  std::atomic<abi::AsyncStatus> status = abi::AsyncStatus::started;
};

template <class T>
void listen(abi::IAsyncOperation<T>* operation, Ending& ending) {
  using Completed =
      Handler<abi::IAsyncOperationCompletedHandler<T>, abi::IAsyncOperation<T>*, abi::AsyncStatus>;
  const auto handler =
      ComPtr<Completed>::adopt(new Completed([&ending](auto*, abi::AsyncStatus status) {
        ending.thread = GetCurrentThreadId();
        ending.status = status;
        ++ending.completions;
      }));
  operation->put_Completed(handler.get());
}

// The results of an operation, once it has ended.
template <class T>
ComPtr<T> resultsOf(abi::IAsyncOperation<T>* operation) {
  Ending ending;
  listen(operation, ending);
  ComPtr<T> results;
  if (pumpUntil([&] { return ending.completions > 0; })) operation->GetResults(results.out());
  return results;
}

}  // namespace entra_broker::probe
