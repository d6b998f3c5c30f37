// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <mutex>

#include "background.h"
#include "desk.h"
#include "object.h"

namespace entra_broker::stand_in {

constexpr HRESULT kIllegalMethodCall = static_cast<HRESULT>(0x8000000E);
constexpr HRESULT kIllegalDelegateAssignment = static_cast<HRESULT>(0x80000018);

// What operations and actions share: a state, one handler, and how they end.
template <class Operation, class Handler>
class AsyncCore : public Object<Operation, abi::IAsyncInfo> {
 public:
  STDMETHODIMP put_Completed(Handler* handler) override {
    const std::lock_guard lock(mutex_);
    if (handler_) return kIllegalDelegateAssignment;
    handler_ = ComPtr<Handler>(handler);
    if (status_ == abi::AsyncStatus::started) return S_OK;
    const ComPtr<AsyncCore> self(this);
    inBackground([self, handler = handler_] { self->tell(handler); });
    return S_OK;
  }
  STDMETHODIMP get_Completed(Handler** handler) override {
    const std::lock_guard lock(mutex_);
    return give(handler_, handler);
  }
  STDMETHODIMP get_Id(UINT32* id) override {
    *id = static_cast<UINT32>(call_);
    return S_OK;
  }
  STDMETHODIMP get_Status(abi::AsyncStatus* status) override {
    const std::lock_guard lock(mutex_);
    *status = status_;
    return S_OK;
  }
  STDMETHODIMP get_ErrorCode(HRESULT* error) override {
    const std::lock_guard lock(mutex_);
    *error = error_;
    return S_OK;
  }
  STDMETHODIMP Cancel() override {
    Desk::instance().cancel(call_);
    return S_OK;
  }
  STDMETHODIMP Close() override { return S_OK; }

  // The id of the call at the desk, for Cancel.
  void belongsTo(std::int64_t call) { call_ = call; }

  // How the desk wants it to end. Its `times` may be 2: Windows completes once only.
  void settle(const Fields& answer) {
    const std::wstring outcome = answer.text("outcome");
    std::unique_lock lock(mutex_);
    results_failure_ = answer.failure("failure");
    times_ = answer.number("times", 1);
    if (outcome == L"canceled") {
      status_ = abi::AsyncStatus::canceled;
      error_ = E_ABORT;
    } else if (outcome == L"failed") {
      status_ = abi::AsyncStatus::error;
      error_ = answer.failure("failure");
    } else {
      status_ = abi::AsyncStatus::completed;
    }
    // A handler that comes later finds the end by itself.
    const ComPtr<Handler> handler = handler_;
    lock.unlock();
    if (handler) tell(handler);
  }

 protected:
  // What GetResults says before it gives the results.
  HRESULT readiness() {
    const std::lock_guard lock(mutex_);
    if (status_ == abi::AsyncStatus::started) return kIllegalMethodCall;
    return status_ == abi::AsyncStatus::completed ? results_failure_ : error_;
  }

 private:
  // After the end only: nothing changes any more.
  void tell(const ComPtr<Handler>& handler) {
    for (std::int64_t i = 0; i < times_; ++i) handler->Invoke(this, status_);
  }

  std::mutex mutex_;
  std::atomic<std::int64_t> call_ = 0;
  ComPtr<Handler> handler_;
  abi::AsyncStatus status_ = abi::AsyncStatus::started;
  HRESULT error_ = S_OK;
  HRESULT results_failure_ = S_OK;
  std::int64_t times_ = 1;
};

class Action final : public AsyncCore<abi::IAsyncAction, abi::IAsyncActionCompletedHandler> {
 public:
  STDMETHODIMP GetResults() override { return readiness(); }
};

template <class T>
class Operation final
    : public AsyncCore<abi::IAsyncOperation<T>, abi::IAsyncOperationCompletedHandler<T>> {
 public:
  STDMETHODIMP GetResults(T** results) override {
    const HRESULT ready = this->readiness();
    return FAILED(ready) ? ready : give(results_, results);
  }
  // Before settle().
  void hasResults(ComPtr<T> results) { results_ = std::move(results); }

 private:
  ComPtr<T> results_;
};

// Starts an operation at the desk; `read` makes its results of the answer.
template <class T>
Acceptance begin(const char* call, const Json& details,
                 std::function<ComPtr<T>(const Fields&)> read,
                 const ComPtr<Operation<T>>& operation) {
  const Acceptance acceptance =
      Desk::instance().ask(call, details, [operation, read](const Fields& answer) {
        if (answer.text("outcome") == L"completed") operation->hasResults(read(answer));
        operation->settle(answer);
      });
  operation->belongsTo(acceptance.id);
  return acceptance;
}

template <class T>
HRESULT start(const char* call, const Json& details, std::function<ComPtr<T>(const Fields&)> read,
              abi::IAsyncOperation<T>** out) {
  const auto operation = make<Operation<T>>();
  const Acceptance acceptance = begin<T>(call, details, std::move(read), operation);
  return FAILED(acceptance.result) ? acceptance.result : give(operation, out);
}

// The same for an action, which has no results.
HRESULT startAction(const char* call, const Json& details, abi::IAsyncAction** out);

}  // namespace entra_broker::stand_in
