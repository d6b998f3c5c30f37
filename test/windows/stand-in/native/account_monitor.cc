// SPDX-License-Identifier: MIT
#include "account_monitor.h"

#include <algorithm>
#include <mutex>
#include <set>
#include <vector>

#include "accounts.h"
#include "collections.h"
#include "desk.h"
#include "text.h"

namespace entra_broker::stand_in {
namespace {

class EventArgs final : public Object<abi::IWebAccountEventArgs> {
 public:
  explicit EventArgs(ComPtr<abi::IWebAccount> account) : account_(std::move(account)) {}
  STDMETHODIMP get_Account(abi::IWebAccount** account) override { return give(account_, account); }

 private:
  ComPtr<abi::IWebAccount> account_;
};

template <class Handler>
class Listeners {
 public:
  HRESULT add(Handler* handler, abi::EventToken* token) {
    if (handler == nullptr || token == nullptr) return E_POINTER;
    const std::lock_guard lock(mutex_);
    token->value = ++last_token_;
    handlers_[last_token_] = ComPtr<Handler>(handler);
    return S_OK;
  }
  HRESULT remove(abi::EventToken token) {
    const std::lock_guard lock(mutex_);
    handlers_.erase(token.value);
    return S_OK;
  }
  // A copy: a handler may take itself away.
  [[nodiscard]] std::map<INT64, ComPtr<Handler>> all() {
    const std::lock_guard lock(mutex_);
    return handlers_;
  }

 private:
  std::mutex mutex_;
  INT64 last_token_ = 0;
  std::map<INT64, ComPtr<Handler>> handlers_;
};

class Monitor;

// The monitors that are alive: the desk's events go to all of them.
struct Monitors {
  std::mutex mutex;
  std::set<Monitor*> alive;
  static Monitors& instance() {
    static auto* const monitors = new Monitors;
    return *monitors;
  }
};

class Monitor final : public Object<abi::IWebAccountMonitor> {
 public:
  explicit Monitor(std::vector<std::wstring> accounts) : accounts_(std::move(accounts)) {
    Monitors& all = Monitors::instance();
    const std::lock_guard lock(all.mutex);
    all.alive.insert(this);
  }
  // Taken from the list before the last reference goes: none may be taken from it afterwards.
  STDMETHODIMP_(ULONG) Release() override {
    Monitors& all = Monitors::instance();
    const std::lock_guard lock(all.mutex);
    AddRef();
    if (Object::Release() == 1) all.alive.erase(this);
    return Object::Release();
  }
  STDMETHODIMP add_Updated(abi::IWebAccountEventHandler* handler, abi::EventToken* token) override {
    return updated_.add(handler, token);
  }
  STDMETHODIMP remove_Updated(abi::EventToken token) override { return updated_.remove(token); }
  STDMETHODIMP add_Removed(abi::IWebAccountEventHandler* handler, abi::EventToken* token) override {
    return removed_.add(handler, token);
  }
  STDMETHODIMP remove_Removed(abi::EventToken token) override { return removed_.remove(token); }
  STDMETHODIMP add_DefaultSignInAccountChanged(abi::IDefaultAccountHandler* handler,
                                               abi::EventToken* token) override {
    return default_changed_.add(handler, token);
  }
  STDMETHODIMP remove_DefaultSignInAccountChanged(abi::EventToken token) override {
    return default_changed_.remove(token);
  }

  void raise(const Fields& event) {
    const std::wstring kind = event.text("kind");
    if (kind == L"default") {
      for (const auto& [token, handler] : default_changed_.all()) handler->Invoke(this, nullptr);
      return;
    }
    const ComPtr<abi::IWebAccount> account = accountOf(event.group("account"));
    if (std::ranges::find(accounts_, idOf(account.get())) == accounts_.end()) return;
    const auto args = make<EventArgs>(account);
    auto& listeners = kind == L"removed" ? removed_ : updated_;
    for (const auto& [token, handler] : listeners.all()) handler->Invoke(this, args.get());
  }

 private:
  std::vector<std::wstring> accounts_;
  Listeners<abi::IWebAccountEventHandler> updated_;
  Listeners<abi::IWebAccountEventHandler> removed_;
  Listeners<abi::IDefaultAccountHandler> default_changed_;
};

void raiseEverywhere(const Fields& event) {
  std::vector<ComPtr<Monitor>> monitors;
  {
    Monitors& all = Monitors::instance();
    const std::lock_guard lock(all.mutex);
    for (Monitor* monitor : all.alive) monitors.emplace_back(monitor);
  }
  for (const auto& monitor : monitors) monitor->raise(event);
}

}  // namespace

ComPtr<abi::IWebAccountMonitor> monitorOf(abi::IIterable<abi::IWebAccount>* accounts) {
  std::vector<std::wstring> ids;
  for (const auto& account : itemsOf(accounts)) ids.push_back(idOf(account.get()));
  Desk::instance().onEvent(raiseEverywhere);
  return ComPtr<abi::IWebAccountMonitor>(make<Monitor>(std::move(ids)).get());
}

}  // namespace entra_broker::stand_in
