// SPDX-License-Identifier: MIT
#include "windows/async.h"

#include <windows.h>

#include <tuple>

namespace entra_broker::wam {
namespace {

void CALLBACK cancelOperation(PTP_CALLBACK_INSTANCE, void* context) {
  const Apartment apartment(Apartment::Kind::multi_threaded);
  ComPtr<abi::IAsyncInfo>::adopt(static_cast<abi::IAsyncInfo*>(context))->Cancel();
}

}  // namespace

void cancelInBackground(ComPtr<abi::IAsyncInfo> operation) noexcept {
  if (TrySubmitThreadpoolCallback(cancelOperation, operation.get(), nullptr) != FALSE) {
    std::ignore = operation.detach();
  }
}

std::optional<Failure> failureOf(abi::IAsyncInfo& info, abi::AsyncStatus status,
                                 std::string_view step) {
  if (status == abi::AsyncStatus::completed) return std::nullopt;
  if (status == abi::AsyncStatus::canceled) {
    return failureOf(FailureCode::operation_canceled, std::string(step));
  }
  HRESULT error = S_OK;
  const bool known = SUCCEEDED(info.get_ErrorCode(&error)) && FAILED(error);
  return failureOf(known ? error : E_FAIL, step);
}

ComPtr<abi::IAsyncInfo> listen(const ComPtr<abi::IAsyncAction>& action, const std::string& step,
                               std::function<void(std::optional<Failure>)> done) {
  return listen<abi::IAsyncActionCompletedHandler, abi::IAsyncAction>(
      action, step,
      [step, done = std::move(done)](abi::IAsyncAction& ended, std::optional<Failure> failure) {
        if (failure) return done(std::move(failure));
        const HRESULT result = ended.GetResults();
        if (FAILED(result)) return done(failureOf(result, step + ".GetResults"));
        done(std::nullopt);
      });
}

}  // namespace entra_broker::wam
