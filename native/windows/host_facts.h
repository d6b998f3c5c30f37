// SPDX-License-Identifier: MIT
#pragma once

#include <functional>

#include "contract/channel.h"
#include "windows/abi/com_ptr.h"
#include "windows/abi/foundation.h"

namespace entra_broker::wam {

// The words of the verb hostFacts, for a thread of the multi-threaded apartment: `done` is called
// once, when WAM has looked for its plug-in. Gives what that is canceled by, null for nothing.
[[nodiscard]] abi::ComPtr<abi::IAsyncInfo> hostFacts(std::function<void(Outcome<Words>)> done);

}  // namespace entra_broker::wam
