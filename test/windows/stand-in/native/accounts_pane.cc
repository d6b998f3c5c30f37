// SPDX-License-Identifier: MIT
#include "accounts_pane.h"

#include <map>
#include <memory>
#include <mutex>

#include "accounts.h"
#include "async.h"
#include "collections.h"
#include "dialogs.h"
#include "text.h"
#include "window_thread.h"
#include "windows/abi/accounts_pane.h"

namespace entra_broker::stand_in {
namespace {

constexpr HRESULT kWrongThread = RPC_E_WRONG_THREAD;

class ProviderCommand final : public Object<abi::IWebAccountProviderCommand> {
 public:
  ProviderCommand(abi::IWebAccountProvider* provider, abi::IProviderCommandInvokedHandler* handler)
      : provider_(provider), handler_(handler) {}
  STDMETHODIMP get_WebAccountProvider(abi::IWebAccountProvider** provider) override {
    return give(provider_, provider);
  }
  STDMETHODIMP get_Invoked(abi::IProviderCommandInvokedHandler** handler) override {
    return give(handler_, handler);
  }

 private:
  ComPtr<abi::IWebAccountProvider> provider_;
  ComPtr<abi::IProviderCommandInvokedHandler> handler_;
};

class Deferral final : public Object<abi::IAccountsPaneDeferral> {
 public:
  explicit Deferral(std::function<void()> complete) : complete_(std::move(complete)) {}
  STDMETHODIMP Complete() override {
    if (complete_) std::exchange(complete_, nullptr)();
    return S_OK;
  }

 private:
  std::function<void()> complete_;
};

class RequestedArgs final : public Object<abi::IAccountsPaneRequestedArgs> {
 public:
  // `complete` is called once the client has said all: when its handlers have returned and every
  // deferral is complete.
  explicit RequestedArgs(std::function<void()> complete) : complete_(std::move(complete)) {}

  void handlersHaveReturned() { letGo(); }
  [[nodiscard]] const Items<abi::IWebAccountProviderCommand>& commands() const {
    return commands_->items();
  }
  [[nodiscard]] const std::wstring& header() const { return header_; }

  STDMETHODIMP get_WebAccountProviderCommands(
      abi::IVector<abi::IWebAccountProviderCommand>** commands) override {
    return give(commands_, commands);
  }
  STDMETHODIMP get_WebAccountCommands(IInspectable** out) override { return nothing(out); }
  STDMETHODIMP get_CredentialCommands(IInspectable** out) override { return nothing(out); }
  STDMETHODIMP get_Commands(IInspectable** out) override { return nothing(out); }
  STDMETHODIMP get_HeaderText(HSTRING* text) override { return give(header_, text); }
  STDMETHODIMP put_HeaderText(HSTRING text) override {
    header_ = textOf(text);
    return S_OK;
  }
  STDMETHODIMP GetDeferral(abi::IAccountsPaneDeferral** deferral) override {
    ++holds_;
    const ComPtr<RequestedArgs> self(this);
    return give(make<Deferral>([self] { self->letGo(); }), deferral);
  }

 private:
  static HRESULT nothing(IInspectable** out) {
    *out = nullptr;
    return E_NOTIMPL;
  }
  void letGo() {
    if (--holds_ == 0) complete_();
  }

  std::function<void()> complete_;
  std::atomic<int> holds_ = 1;
  ComPtr<Vector<abi::IWebAccountProviderCommand>> commands_ =
      make<Vector<abi::IWebAccountProviderCommand>>();
  std::wstring header_;
};

class Pane final : public Object<abi::IAccountsSettingsPane> {
 public:
  STDMETHODIMP add_AccountCommandsRequested(abi::IAccountsPaneRequestedHandler* handler,
                                            abi::EventToken* token) override {
    token->value = ++last_token_;
    handlers_[last_token_] = ComPtr<abi::IAccountsPaneRequestedHandler>(handler);
    return S_OK;
  }
  STDMETHODIMP remove_AccountCommandsRequested(abi::EventToken token) override {
    handlers_.erase(token.value);
    return S_OK;
  }

  // Asks the client for its commands, shows them, and runs the one that is chosen; each on the
  // window's thread.
  void show(HWND window, const ComPtr<Action>& action) {
    const ComPtr<Pane> self(this);
    thread_.run([self, window, action] { self->askForCommands(window, action); });
  }

 private:
  void askForCommands(HWND window, const ComPtr<Action>& action) {
    const ComPtr<Pane> self(this);
    // The args hold the function that holds them, until it is called.
    auto args = std::make_shared<ComPtr<RequestedArgs>>();
    *args = make<RequestedArgs>([self, window, action, args] {
      self->offer(window, action, *args);
      *args = nullptr;
    });
    const ComPtr<RequestedArgs> held = *args;
    const auto handlers = handlers_;
    for (const auto& [token, handler] : handlers) handler->Invoke(this, held.get());
    held->handlersHaveReturned();
  }

  void offer(HWND window, const ComPtr<Action>& action, const ComPtr<RequestedArgs>& args) {
    Json list;
    std::vector<std::wstring> authorities;
    for (const auto& command : args->commands()) {
      ComPtr<abi::IWebAccountProvider> provider;
      command->get_WebAccountProvider(provider.out());
      HSTRING authority = nullptr;
      if (const auto more = provider.as<abi::IWebAccountProvider2>()) {
        more->get_Authority(&authority);
      }
      authorities.push_back(takeText(authority));
    }
    Json details;
    details.put("headerText", args->header()).put("authorities", authorities);
    details.append(described(window));
    const ComPtr<Pane> self(this);
    const Acceptance acceptance =
        Desk::instance().ask("AccountsSettingsPane.Show", details,
                             [self, action, commands = args->commands()](const Fields& answer) {
                               self->thread_.run([=] { finish(action, commands, answer); });
                             });
    action->belongsTo(acceptance.id);
    openDialog(acceptance.details, window);
  }

  static void finish(const ComPtr<Action>& action,
                     const Items<abi::IWebAccountProviderCommand>& commands, const Fields& answer) {
    const std::int64_t choice = answer.number("choice", -1);
    if (choice >= 0 && choice < static_cast<std::int64_t>(commands.size())) {
      const auto& command = commands[static_cast<std::size_t>(choice)];
      ComPtr<abi::IProviderCommandInvokedHandler> handler;
      command->get_Invoked(handler.out());
      if (handler) handler->Invoke(command.get());
    }
    inBackground([action, answer] { action->settle(answer); });
  }

  WindowThread thread_;
  INT64 last_token_ = 0;
  std::map<INT64, ComPtr<abi::IAccountsPaneRequestedHandler>> handlers_;
};

// Wine would let any thread do this, and with any window.
HRESULT checkWindow(HWND window) {
  DWORD process = 0;
  const DWORD thread = GetWindowThreadProcessId(window, &process);
  if (thread == 0) return static_cast<HRESULT>(0x80070578);  // ERROR_INVALID_WINDOW_HANDLE
  if (process != GetCurrentProcessId()) return E_ACCESSDENIED;
  return thread == GetCurrentThreadId() ? S_OK : kWrongThread;
}

class PaneFactory final
    : public Object<abi::IActivationFactory, abi::IAccountsSettingsPaneInterop> {
 public:
  STDMETHODIMP ActivateInstance(IInspectable** instance) override {
    *instance = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP GetForWindow(HWND window, REFIID id, void** pane) override {
    const HRESULT allowed = reach("AccountsSettingsPane.GetForWindow", window);
    return FAILED(allowed) ? allowed : paneOf(window)->QueryInterface(id, pane);
  }
  STDMETHODIMP ShowManageAccountsForWindowAsync(HWND window, REFIID id, void** action) override {
    return show("AccountsSettingsPane.ShowManageAccountsForWindowAsync", window, id, action);
  }
  STDMETHODIMP ShowAddAccountForWindowAsync(HWND window, REFIID id, void** action) override {
    return show("AccountsSettingsPane.ShowAddAccountForWindowAsync", window, id, action);
  }

 private:
  static HRESULT reach(const char* call, HWND window) {
    const Acceptance acceptance = Desk::instance().ask(call, described(window));
    return FAILED(acceptance.result) ? acceptance.result : checkWindow(window);
  }

  HRESULT show(const char* call, HWND window, REFIID id, void** out) {
    const HRESULT allowed = reach(call, window);
    if (FAILED(allowed)) return allowed;
    const auto action = make<Action>();
    paneOf(window)->show(window, action);
    return action->QueryInterface(id, out);
  }

  ComPtr<Pane> paneOf(HWND window) {
    const std::lock_guard lock(mutex_);
    ComPtr<Pane>& pane = panes_[window];
    if (!pane) pane = make<Pane>();
    return pane;
  }

  std::mutex mutex_;
  std::map<HWND, ComPtr<Pane>> panes_;
};

class CommandFactory final
    : public Object<abi::IActivationFactory, abi::IWebAccountProviderCommandFactory> {
 public:
  STDMETHODIMP ActivateInstance(IInspectable** instance) override {
    *instance = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP CreateWebAccountProviderCommand(abi::IWebAccountProvider* provider,
                                               abi::IProviderCommandInvokedHandler* handler,
                                               abi::IWebAccountProviderCommand** command) override {
    return give(make<ProviderCommand>(provider, handler), command);
  }
};

}  // namespace

// One factory for all: a pane belongs to its window, not to the factory that gave it.
ComPtr<abi::IActivationFactory> accountsPaneFactory() {
  static auto* const factory = new PaneFactory;
  return ComPtr<abi::IActivationFactory>(factory);
}

ComPtr<abi::IActivationFactory> providerCommandFactory() {
  return ComPtr<abi::IActivationFactory>(make<CommandFactory>().get());
}

}  // namespace entra_broker::stand_in
