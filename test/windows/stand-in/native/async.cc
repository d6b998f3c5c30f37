// SPDX-License-Identifier: MIT
#include "async.h"

namespace entra_broker::stand_in {

HRESULT startAction(const char* call, const Json& details, abi::IAsyncAction** out) {
  const auto action = make<Action>();
  const Acceptance acceptance = Desk::instance().ask(
      call, details, [action](const Fields& answer) { action->settle(answer); });
  action->belongsTo(acceptance.id);
  return FAILED(acceptance.result) ? acceptance.result : give(action, out);
}

}  // namespace entra_broker::stand_in
