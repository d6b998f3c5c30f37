// SPDX-License-Identifier: MIT
#include "windows/call_failed.h"

#include <array>
#include <charconv>

namespace entra_broker::wam {

Failure failureOf(HRESULT result, std::string_view step) {
  // A failure has the highest bit set: always eight digits.
  std::array<char, 8> digits{};
  std::to_chars(digits.begin(), digits.end(), static_cast<std::uint32_t>(result), 16);
  std::string name(step);
  name.append(" 0x").append(digits.begin(), digits.end());
  return failureOf(FailureCode::hresult, std::move(name));
}

Failure currentFailure() noexcept {
  try {
    throw;
  } catch (const CallFailed& failed) {
    return failed.failure();
  } catch (...) {
    return {};  // out of memory
  }
}

void failInternally(std::string name) {
  throw CallFailed(failureOf(FailureCode::internal, std::move(name)));
}

}  // namespace entra_broker::wam
