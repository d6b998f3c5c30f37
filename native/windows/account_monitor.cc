// SPDX-License-Identifier: MIT
#include "windows/account_monitor.h"

#include <algorithm>
#include <span>
#include <string>
#include <utility>

#include "windows/abi/account_monitor.h"
#include "windows/abi/web_core.h"
#include "windows/com_object.h"

namespace entra_broker::wam {
namespace {

constexpr HRESULT kOutOfBounds = static_cast<HRESULT>(0x8000000B);

using Accounts = std::vector<ComPtr<abi::IWebAccount>>;

class AccountIterator final : public InspectableObject<abi::IIterator<abi::IWebAccount>> {
 public:
  explicit AccountIterator(Accounts accounts) : accounts_(std::move(accounts)) {}

  STDMETHODIMP get_Current(abi::IWebAccount** current) noexcept override {
    if (current == nullptr) return E_POINTER;
    *current = nullptr;
    if (next_ >= accounts_.size()) return kOutOfBounds;
    *current = ComPtr(accounts_[next_]).detach();
    return S_OK;
  }
  STDMETHODIMP get_HasCurrent(boolean* has) noexcept override {
    if (has == nullptr) return E_POINTER;
    *has = next_ < accounts_.size() ? TRUE : FALSE;
    return S_OK;
  }
  STDMETHODIMP MoveNext(boolean* has) noexcept override {
    if (next_ < accounts_.size()) ++next_;
    return get_HasCurrent(has);
  }
  STDMETHODIMP GetMany(UINT32 capacity, abi::IWebAccount** items, UINT32* count) noexcept override {
    if (items == nullptr || count == nullptr) return E_POINTER;
    const std::size_t given = std::min<std::size_t>(capacity, accounts_.size() - next_);
    for (auto& item : std::span(items, given)) item = ComPtr(accounts_[next_++]).detach();
    *count = static_cast<UINT32>(given);
    return S_OK;
  }

 private:
  const Accounts accounts_;
  std::size_t next_ = 0;
};

class AccountList final : public InspectableObject<abi::IIterable<abi::IWebAccount>> {
 public:
  explicit AccountList(Accounts accounts) : accounts_(std::move(accounts)) {}
  STDMETHODIMP First(abi::IIterator<abi::IWebAccount>** first) noexcept override {
    if (first == nullptr) return E_POINTER;
    try {
      *first = makeObject<AccountIterator>(accounts_).detach();
      return S_OK;
    } catch (...) {
      return E_OUTOFMEMORY;
    }
  }

 private:
  const Accounts accounts_;
};

// What the table holds: the last reference takes the handlers away.
class Monitor final : public ComObject<abi::IAgileObject> {
 public:
  explicit Monitor(ComPtr<abi::IWebAccountMonitor> monitor) : monitor_(std::move(monitor)) {}

  void listen(const std::shared_ptr<ChannelListener>& listener, ObjectId id) {
    const auto tell = [listener, id, on = on_](const char* kind) {
      if (*on) listener->onEvent({std::to_string(id), kind});
    };
    using abi::IWebAccountEventArgs;
    using AccountHandler =
        Handler<abi::IWebAccountEventHandler, abi::IWebAccountMonitor*, IWebAccountEventArgs*>;
    using DefaultHandler =
        Handler<abi::IDefaultAccountHandler, abi::IWebAccountMonitor*, IInspectable*>;
    const auto updated = makeObject<AccountHandler>([tell](auto...) { tell("updated"); });
    const auto removed = makeObject<AccountHandler>([tell](auto...) { tell("removed"); });
    const auto changed = makeObject<DefaultHandler>([tell](auto...) { tell("default"); });
    check(monitor_->add_Updated(updated.get(), &updated_), "WebAccountMonitor.Updated");
    check(monitor_->add_Removed(removed.get(), &removed_), "WebAccountMonitor.Removed");
    check(monitor_->add_DefaultSignInAccountChanged(changed.get(), &changed_),
          "WebAccountMonitor.DefaultSignInAccountChanged");
  }

 private:
  ~Monitor() override {
    *on_ = false;  // an event may be on its way
    if (updated_.value != 0) monitor_->remove_Updated(updated_);
    if (removed_.value != 0) monitor_->remove_Removed(removed_);
    if (changed_.value != 0) monitor_->remove_DefaultSignInAccountChanged(changed_);
  }

  const ComPtr<abi::IWebAccountMonitor> monitor_;
  const std::shared_ptr<std::atomic<bool>> on_ = std::make_shared<std::atomic<bool>>(true);
  abi::EventToken updated_{};
  abi::EventToken removed_{};
  abi::EventToken changed_{};
};

}  // namespace

void monitorAccounts(const std::shared_ptr<ChannelListener>& listener, const Accounts& accounts,
                     Answer& answer) {
  const auto manager =
      factoryOf<abi::IWebAuthenticationCoreManagerStatics3>(abi::kWebAuthenticationCoreManager);
  ComPtr<abi::IWebAccountMonitor> monitor;
  check(manager->CreateWebAccountMonitor(makeObject<AccountList>(accounts).get(), monitor.out()),
        "CreateWebAccountMonitor");
  if (!monitor) check(E_POINTER, "CreateWebAccountMonitor");
  const auto ours = makeObject<Monitor>(monitor);
  ours->listen(listener, answer.object(ours));
}

}  // namespace entra_broker::wam
