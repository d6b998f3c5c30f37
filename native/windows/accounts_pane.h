// SPDX-License-Identifier: MIT
#pragma once

#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/failure.h"
#include "windows/abi/credentials.h"
#include "windows/interaction.h"

namespace entra_broker::wam {

using Choice = Outcome<std::optional<std::size_t>>;

// Has the user choose among providers in the accounts pane of Windows, in front of `window`: a
// decimal handle, or `console`. `done` gets the index of the one chosen, none where the pane was
// closed; it is called once, on any thread, also after cancel().
[[nodiscard]] std::shared_ptr<Interaction> chooseProvider(
    const std::shared_ptr<StaThread>& thread, const std::string& window,
    const std::string& headerText,
    const std::vector<abi::ComPtr<abi::IWebAccountProvider>>& providers,
    const std::function<void(Choice)>& done);

}  // namespace entra_broker::wam
