// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "contract/failure.h"
#include "windows/abi/web_core.h"
#include "windows/interaction.h"

namespace entra_broker::wam {

using TokenResult = Outcome<abi::ComPtr<abi::IWebTokenRequestResult>>;

// Has WAM ask the user for what it needs, in a dialog that `window` owns: a decimal handle, or
// `console`. `done` is called once, on any thread, also after cancel().
[[nodiscard]] std::shared_ptr<Interaction> requestToken(const std::shared_ptr<StaThread>& thread,
                                                        std::string window,
                                                        abi::ComPtr<abi::IWebTokenRequest> request,
                                                        abi::ComPtr<abi::IWebAccount> account,
                                                        std::function<void(TokenResult)> done);

}  // namespace entra_broker::wam
