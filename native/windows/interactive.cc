// SPDX-License-Identifier: MIT
#include "windows/interactive.h"

#include <tuple>
#include <utility>

#include "windows/async.h"
#include "windows/sta_thread.h"
#include "windows/window_closer.h"

namespace entra_broker::wam {
namespace {

struct Asked {
  std::string window;
  ComPtr<abi::IWebTokenRequest> request;
  ComPtr<abi::IWebAccount> account;  // may be null
  std::function<void(TokenResult)> done;
};

// The window that owns WAM's, for as long as that may be open.
struct Owner {
  explicit Owner(const std::string& name) : window(name), closer(window) {}
  const ParentWindow window;
  const WindowCloser closer;
};

void show(const Interaction::Self& interaction, const Asked& asked) {
  const auto interop =
      factoryOf<abi::IWebAuthenticationCoreManagerInterop>(abi::kWebAuthenticationCoreManager);
  // Looked for right before the call: it may have gone since it was named.
  const auto owner = std::make_shared<const Owner>(asked.window);
  auto* const window = owner->window.get();
  std::string step = "RequestTokenForWindowAsync";
  ComPtr<abi::ITokenOperation> operation;
  auto** const out = reinterpret_cast<void**>(operation.out());
  if (!asked.account) {
    check(interop->RequestTokenForWindowAsync(window, asked.request.get(),
                                              abi::ITokenOperation::kId, out),
          step);
  } else {
    step = "RequestTokenWithWebAccountForWindowAsync";
    check(interop->RequestTokenWithWebAccountForWindowAsync(
              window, asked.request.get(), asked.account.get(), abi::ITokenOperation::kId, out),
          step);
  }
  auto info = query<abi::IAsyncInfo>(operation, "IAsyncInfo");
  interaction->hasBegun(info, {owner, &owner->closer});
  std::ignore = listen<abi::IWebTokenRequestResult>(
      operation, step, [interaction, done = asked.done](TokenResult result) {
        done(std::move(result));
        interaction->hasEnded();
      });
}

}  // namespace

std::shared_ptr<Interaction> requestToken(const std::shared_ptr<StaThread>& thread,
                                          std::string window, ComPtr<abi::IWebTokenRequest> request,
                                          ComPtr<abi::IWebAccount> account,
                                          std::function<void(TokenResult)> done) {
  const Asked asked{.window = std::move(window),
                    .request = std::move(request),
                    .account = std::move(account),
                    .done = std::move(done)};
  return Interaction::begin(
      thread, [asked](const Interaction::Self& interaction) { show(interaction, asked); },
      asked.done);
}

}  // namespace entra_broker::wam
