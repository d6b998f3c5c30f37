// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <exception>
#include <string>

#include "contract/failure.h"

namespace entra_broker::wam {

// Leaves a verb with its failure. Caught wherever a thread, or Windows, has called us: nothing
// throws into either.
class CallFailed final : public std::exception {
 public:
  explicit CallFailed(Failure failure) noexcept : failure_(std::move(failure)) {}
  [[nodiscard]] const Failure& failure() const noexcept { return failure_; }
  [[nodiscard]] const char* what() const noexcept override { return failure_.name.c_str(); }

 private:
  Failure failure_;
};

// `hresult`, named `<step> 0x80070520`; a step is the call of Windows that failed.
[[nodiscard]] Failure failureOf(HRESULT result, std::string_view step);

// Of the exception that is being handled.
[[nodiscard]] Failure currentFailure() noexcept;

// Throws CallFailed unless the call succeeded.
inline void check(HRESULT result, std::string_view step) {
  if (FAILED(result)) throw CallFailed(failureOf(result, step));
}

// For words that do not say what their verb needs: a fault of this library's own.
[[noreturn]] void failInternally(std::string name);

}  // namespace entra_broker::wam
