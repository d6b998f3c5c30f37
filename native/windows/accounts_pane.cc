// SPDX-License-Identifier: MIT
#include "windows/accounts_pane.h"

#include <memory>
#include <tuple>
#include <utility>

#include "windows/abi/accounts_pane.h"
#include "windows/async.h"
#include "windows/sta_thread.h"
#include "windows/window_closer.h"

namespace entra_broker::wam {
namespace {

using Providers = std::vector<ComPtr<abi::IWebAccountProvider>>;
using Requested = Handler<abi::IAccountsPaneRequestedHandler, abi::IAccountsSettingsPane*,
                          abi::IAccountsPaneRequestedArgs*>;
using Invoked = Handler<abi::IProviderCommandInvokedHandler, abi::IWebAccountProviderCommand*>;

// A pane and what it asks. On the thread for windows.
class Pane : private Pinned, public std::enable_shared_from_this<Pane> {
 public:
  Pane(const std::string& window, const std::string& headerText, Providers providers)
      : parent_(window),
        owner_(parent_.get()),
        closer_(owner_),
        header_text_(std::string_view(headerText)),
        providers_(std::move(providers)) {}
  ~Pane() {
    if (pane_) pane_->remove_AccountCommandsRequested(requested_);
  }

  [[nodiscard]] const WindowCloser& closer() const { return closer_; }
  // What came of it, once the pane has closed.
  [[nodiscard]] Choice choice() const {
    if (failure_) return *failure_;
    return chosen_;
  }

  [[nodiscard]] ComPtr<abi::IAsyncAction> show() {
    const auto interop = factoryOf<abi::IAccountsSettingsPaneInterop>(abi::kAccountsSettingsPane);
    check(interop->GetForWindow(owner_.get(), abi::IAccountsSettingsPane::kId,
                                reinterpret_cast<void**>(pane_.out())),
          "GetForWindow");
    if (!pane_) check(E_POINTER, "GetForWindow");
    const auto asked = makeObject<Requested>(
        [self = weak_from_this()](auto*, abi::IAccountsPaneRequestedArgs* args) {
          const auto pane = self.lock();
          if (pane && args != nullptr) pane->offer(*args);
        });
    check(pane_->add_AccountCommandsRequested(asked.get(), &requested_),
          "add_AccountCommandsRequested");
    ComPtr<abi::IAsyncAction> action;
    check(interop->ShowAddAccountForWindowAsync(owner_.get(), abi::IAsyncAction::kId,
                                                reinterpret_cast<void**>(action.out())),
          kShow);
    return action;
  }

  static constexpr const char* kShow = "ShowAddAccountForWindowAsync";

 private:
  // The pane waits for its deferral, so that is completed in any case.
  void offer(abi::IAccountsPaneRequestedArgs& args) noexcept {
    ComPtr<abi::IAccountsPaneDeferral> deferral;
    try {
      check(args.GetDeferral(deferral.out()), "GetDeferral");
      check(args.put_HeaderText(header_text_.get()), "put_HeaderText");
      ComPtr<abi::IVector<abi::IWebAccountProviderCommand>> commands;
      check(args.get_WebAccountProviderCommands(commands.out()), "get_WebAccountProviderCommands");
      if (!commands) check(E_POINTER, "get_WebAccountProviderCommands");
      for (std::size_t i = 0; i < providers_.size(); ++i) {
        check(commands->Append(commandFor(i).get()), "WebAccountProviderCommands.Append");
      }
    } catch (...) {
      failure_ = currentFailure();
    }
    if (deferral) deferral->Complete();
  }

  [[nodiscard]] ComPtr<abi::IWebAccountProviderCommand> commandFor(std::size_t index) {
    const auto invoked = makeObject<Invoked>([self = weak_from_this(), index](auto*) {
      if (const auto pane = self.lock()) pane->chosen_ = index;
    });
    const auto commands =
        factoryOf<abi::IWebAccountProviderCommandFactory>(abi::kWebAccountProviderCommand);
    ComPtr<abi::IWebAccountProviderCommand> command;
    check(commands->CreateWebAccountProviderCommand(providers_[index].get(), invoked.get(),
                                                    command.out()),
          "CreateWebAccountProviderCommand");
    return command;
  }

  const ParentWindow parent_;
  const OwnWindow owner_;  // the pane wants a window of this thread
  const WindowCloser closer_;
  const HString header_text_;
  const Providers providers_;
  ComPtr<abi::IAccountsSettingsPane> pane_;
  abi::EventToken requested_ = {};
  std::optional<std::size_t> chosen_;
  std::optional<Failure> failure_;
};

// Whoever cancels may hold the last reference, but a pane of Windows goes on its own thread only;
// where that has ended, so have its apartment and its windows, and nothing is left to be let go of.
std::shared_ptr<Pane> makePane(const std::shared_ptr<StaThread>& thread, const std::string& window,
                               const std::string& headerText, const Providers& providers) {
  auto made = std::make_unique<Pane>(window, headerText, providers);
  return {made.release(), [thread, home = GetCurrentThreadId()](Pane* pane) {
            const auto remove = [pane] { std::default_delete<Pane>()(pane); };
            if (GetCurrentThreadId() == home) return remove();
            std::ignore = thread->post(remove);
          }};
}

void show(const Interaction::Self& interaction, const std::shared_ptr<StaThread>& thread,
          const std::shared_ptr<Pane>& pane, const std::function<void(Choice)>& done) {
  const auto action = pane->show();
  interaction->hasBegun(query<abi::IAsyncInfo>(action, "IAsyncInfo"), {pane, &pane->closer()});
  const auto answer = [interaction, done, kept = std::weak_ptr(pane)](const auto& failure) {
    const auto pane = kept.lock();
    if (failure) {
      done(*failure);
    } else if (pane) {
      done(pane->choice());
    } else {
      done(entra_broker::failureOf(FailureCode::canceled));
    }
    interaction->hasEnded();
  };
  std::ignore =
      listen(action, Pane::kShow, [thread, answer, done](const std::optional<Failure>& failure) {
        // Over there: the choice arrives on the thread for windows, and may still be on its way.
        if (!thread->post([answer, failure] { answer(failure); })) {
          done(entra_broker::failureOf(FailureCode::canceled));
        }
      });
}

}  // namespace

std::shared_ptr<Interaction> chooseProvider(const std::shared_ptr<StaThread>& thread,
                                            const std::string& window,
                                            const std::string& headerText,
                                            const Providers& providers,
                                            const std::function<void(Choice)>& done) {
  return Interaction::begin(
      thread,
      [=](const Interaction::Self& interaction) {
        show(interaction, thread, makePane(thread, window, headerText, providers), done);
      },
      done);
}

}  // namespace entra_broker::wam
