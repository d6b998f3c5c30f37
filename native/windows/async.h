// SPDX-License-Identifier: MIT
#pragma once

#include <atomic>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "windows/com_object.h"
#include "windows/winrt.h"

namespace entra_broker::wam {

// Calls IAsyncInfo::Cancel, which may block: on a thread of Windows' own, so that it does not wait
// for calls that hang. Where there is none, the operation goes on and nobody waits for it.
void cancelInBackground(ComPtr<abi::IAsyncInfo> operation) noexcept;

// Why an operation ended without results; none if it has them.
[[nodiscard]] std::optional<Failure> failureOf(abi::IAsyncInfo& info, abi::AsyncStatus status,
                                               std::string_view step);

// Calls `ended` when `operation` ends, once, on whatever thread of Windows', and closes it after
// that. Throws CallFailed, under the name of `step`, if nobody can be told of its end. Gives what
// it is canceled by.
template <class CompletedHandler, class Operation>
ComPtr<abi::IAsyncInfo> listen(const ComPtr<Operation>& operation, std::string step,
                               std::function<void(Operation&, std::optional<Failure>)> ended) {
  if (!operation) check(E_POINTER, step);
  auto info = query<abi::IAsyncInfo>(operation, "IAsyncInfo");
  const auto told = std::make_shared<std::atomic<bool>>(false);
  const auto handler = makeObject<Handler<CompletedHandler, Operation*, abi::AsyncStatus>>(
      [told, step, ended = std::move(ended)](Operation* operation, abi::AsyncStatus status) {
        if (operation == nullptr || told->exchange(true)) return;
        const auto info = query<abi::IAsyncInfo>(ComPtr(operation), "IAsyncInfo");
        ended(*operation, failureOf(*info.get(), status, step));
        info->Close();
      });
  check(operation->put_Completed(handler.get()), step + ".put_Completed");
  return info;
}

// `done` gets the results, which may be null, or why there are none.
template <class T>
ComPtr<abi::IAsyncInfo> listen(const ComPtr<abi::IAsyncOperation<T>>& operation,
                               const std::string& step,
                               std::function<void(Outcome<ComPtr<T>>)> done) {
  using Operation = abi::IAsyncOperation<T>;
  return listen<abi::IAsyncOperationCompletedHandler<T>, Operation>(
      operation, step,
      [step, done = std::move(done)](Operation& ended, std::optional<Failure> failure) {
        if (failure) return done(*std::move(failure));
        ComPtr<T> results;
        const HRESULT result = ended.GetResults(results.out());
        if (FAILED(result)) return done(failureOf(result, step + ".GetResults"));
        done(std::move(results));
      });
}

// An action has none.
[[nodiscard]] ComPtr<abi::IAsyncInfo> listen(const ComPtr<abi::IAsyncAction>& action,
                                             const std::string& step,
                                             std::function<void(std::optional<Failure>)> done);

}  // namespace entra_broker::wam
