// SPDX-License-Identifier: MIT
#include <roapi.h>
#include <winstring.h>

#include <cstdio>
#include <map>
#include <string>
#include <string_view>
#include <thread>

#include "../stand-in/native/json.h"
#include "../stand-in/native/text.h"
#include "client.h"

// A client of the Web Account Manager that is not Microsoft's, by the declarations of native/:
// probe.exe ACTION. Writes one line of JSON.

namespace entra_broker::probe {
namespace {

using stand_in::Json;
using stand_in::takeText;

std::int64_t unsignedOf(HRESULT result) { return static_cast<std::uint32_t>(result); }

HRESULT activate() {
  ComPtr<abi::IWebAuthenticationCoreManagerStatics> found;
  return factoryOf(abi::kWebAuthenticationCoreManager,
                   abi::IWebAuthenticationCoreManagerStatics::kId,
                   reinterpret_cast<void**>(found.out()));
}

void put(Json& report, abi::ITokenOperation* operation, const Ending& ending) {
  report.put("completions", static_cast<std::int64_t>(ending.completions));
  report.put("asyncStatus", static_cast<std::int64_t>(ending.status.load()));
  report.put("onOtherThread", ending.thread != 0 && ending.thread != GetCurrentThreadId());
  ComPtr<abi::IWebTokenRequestResult> result;
  report.put("getResults", unsignedOf(operation->GetResults(result.out())));
  if (!result) return;
  auto status = abi::WebTokenRequestStatus::success;
  result->get_ResponseStatus(&status);
  ComPtr<abi::IVectorView<abi::IWebTokenResponse>> responses;
  UINT32 size = 0;
  result->get_ResponseData(responses.out());
  responses->get_Size(&size);
  report.put("status", static_cast<std::int64_t>(status));
  report.put("responses", static_cast<std::int64_t>(size));
  ComPtr<abi::IWebProviderError> error;
  result->get_ResponseError(error.out());
  if (!error) return;
  UINT32 code = 0;
  error->get_ErrorCode(&code);
  report.put("errorCode", static_cast<std::int64_t>(code));
}

// Before COM is initialised, and after.
void activation(Json& report) {
  report.put("before", unsignedOf(activate()));
  RoInitialize(RO_INIT_MULTITHREADED);
  report.put("after", unsignedOf(activate()));
}

// Waits for that many completions.
void silentUntil(Json& report, int completions) {
  RoInitialize(RO_INIT_MULTITHREADED);
  ComPtr<abi::ITokenOperation> operation;
  Ending ending;
  const HRESULT called = manager()->GetTokenSilentlyAsync(request().get(), operation.out());
  report.put("called", unsignedOf(called));
  if (!operation) return;
  listen(operation.get(), ending);
  pumpUntil([&] { return ending.completions >= completions; });
  put(report, operation.get(), ending);
}

void silent(Json& report) { silentUntil(report, 1); }
void silentTwice(Json& report) { silentUntil(report, 2); }

// An operation that never ends is left alone as soon as a later one has ended.
void unanswered(Json& report) {
  RoInitialize(RO_INIT_MULTITHREADED);
  ComPtr<abi::ITokenOperation> operation;
  Ending ending;
  manager()->GetTokenSilentlyAsync(request().get(), operation.out());
  listen(operation.get(), ending);
  operation.as<abi::IAsyncInfo>()->Cancel();
  static_cast<void>(provider(L"organizations"));
  put(report, operation.get(), ending);
}

void cancel(Json& report) {
  RoInitialize(RO_INIT_SINGLETHREADED);
  const HWND window = openWindow();
  Ending ending;
  const auto operation = beginSignIn(window, ending);
  report.put("shown", dialogOf(window) != nullptr);
  operation.as<abi::IAsyncInfo>()->Cancel();
  pumpUntil([&] { return ending.completions > 0; });
  pumpUntil([&] { return dialogOf(window) == nullptr; });
  report.put("closed", dialogOf(window) == nullptr);
  put(report, operation.get(), ending);
}

// Cancel does not help with this one; a message to its window does.
void stubborn(Json& report) {
  RoInitialize(RO_INIT_SINGLETHREADED);
  const HWND window = openWindow();
  Ending ending;
  const auto operation = beginSignIn(window, ending);
  operation.as<abi::IAsyncInfo>()->Cancel();
  static_cast<void>(provider(L"organizations"));  // answered after the Cancel was taken
  report.put("openAfterCancel", dialogOf(window) != nullptr && ending.completions == 0);
  PostMessageW(dialogOf(window), WM_CLOSE, 0, 0);
  pumpUntil([&] { return ending.completions > 0; });
  put(report, operation.get(), ending);
}

// Ends with its dialog open.
void leave(Json& report) {
  RoInitialize(RO_INIT_SINGLETHREADED);
  const HWND window = openWindow();
  Ending ending;
  const auto operation = beginSignIn(window, ending);
  report.put("shown", dialogOf(window) != nullptr);
}

void deadWindow(Json& report) {
  RoInitialize(RO_INIT_MULTITHREADED);
  const auto interop = manager().as<abi::IWebAuthenticationCoreManagerInterop>();
  const HWND window = openWindow();
  DestroyWindow(window);
  ComPtr<abi::ITokenOperation> operation;
  const HRESULT called =
      interop->RequestTokenForWindowAsync(window, request().get(), abi::ITokenOperation::kId,
                                          reinterpret_cast<void**>(operation.out()));
  report.put("called", unsignedOf(called));
}

class PaneSession {
 public:
  explicit PaneSession(HWND window) : window_(window) {}

  void run(Json& report) {
    const auto interop = factory<abi::IAccountsSettingsPaneInterop>(abi::kAccountsSettingsPane);
    ComPtr<abi::IAccountsSettingsPane> pane;
    HRESULT elsewhere = S_OK;
    std::thread([&] {
      const HRESULT entered = RoInitialize(RO_INIT_MULTITHREADED);
      elsewhere = interop->GetForWindow(window_, abi::IAccountsSettingsPane::kId,
                                        reinterpret_cast<void**>(pane.out()));
      if (SUCCEEDED(entered)) RoUninitialize();
    }).join();
    report.put("onWrongThread", unsignedOf(elsewhere));
    const HRESULT foreign = interop->GetForWindow(
        GetDesktopWindow(), abi::IAccountsSettingsPane::kId, reinterpret_cast<void**>(pane.out()));
    report.put("ofOtherProcess", unsignedOf(foreign));
    interop->GetForWindow(window_, abi::IAccountsSettingsPane::kId,
                          reinterpret_cast<void**>(pane.out()));
    abi::EventToken token = {};
    const auto requested = ComPtr<Requested>::adopt(
        new Requested([this](auto*, abi::IAccountsPaneRequestedArgs* args) { offer(args); }));
    pane->add_AccountCommandsRequested(requested.get(), &token);
    show(interop.get());
    pane->remove_AccountCommandsRequested(token);
    report.put("onWindowsThread", on_windows_thread_).put("chosen", std::wstring_view(chosen_));
  }

 private:
  using Requested = Handler<abi::IAccountsPaneRequestedHandler, abi::IAccountsSettingsPane*,
                            abi::IAccountsPaneRequestedArgs*>;
  using Invoked = Handler<abi::IProviderCommandInvokedHandler, abi::IWebAccountProviderCommand*>;
  using Done = Handler<abi::IAsyncActionCompletedHandler, abi::IAsyncAction*, abi::AsyncStatus>;

  // With a deferral: finding the providers takes longer than the handler.
  void offer(abi::IAccountsPaneRequestedArgs* args) {
    on_windows_thread_ = GetCurrentThreadId() == GetWindowThreadProcessId(window_, nullptr);
    ComPtr<abi::IAccountsPaneDeferral> deferral;
    ComPtr<abi::IVector<abi::IWebAccountProviderCommand>> commands;
    args->GetDeferral(deferral.out());
    args->get_WebAccountProviderCommands(commands.out());
    const auto makers =
        factory<abi::IWebAccountProviderCommandFactory>(abi::kWebAccountProviderCommand);
    for (const wchar_t* authority : {L"organizations", L"consumers"}) {
      const auto choose =
          ComPtr<Invoked>::adopt(new Invoked([this, authority](auto*) { chosen_ = authority; }));
      ComPtr<abi::IWebAccountProviderCommand> command;
      makers->CreateWebAccountProviderCommand(provider(authority).get(), choose.get(),
                                              command.out());
      commands->Append(command.get());
    }
    deferral->Complete();
  }

  void show(abi::IAccountsSettingsPaneInterop* interop) {
    ComPtr<abi::IAsyncAction> action;
    interop->ShowAddAccountForWindowAsync(window_, abi::IAsyncAction::kId,
                                          reinterpret_cast<void**>(action.out()));
    std::atomic<bool> done = false;
    const auto completed =
        ComPtr<Done>::adopt(new Done([&done](auto*, abi::AsyncStatus) { done = true; }));
    action->put_Completed(completed.get());
    pumpUntil([&] { return done.load(); });
  }

  HWND window_;
  bool on_windows_thread_ = false;
  std::wstring chosen_;
};

void pane(Json& report) {
  RoInitialize(RO_INIT_SINGLETHREADED);
  PaneSession(openWindow()).run(report);
}

// Listens to all accounts of the provider until one is updated and one removed.
void monitor(Json& report) {
  RoInitialize(RO_INIT_MULTITHREADED);
  using Changed =
      Handler<abi::IWebAccountEventHandler, abi::IWebAccountMonitor*, abi::IWebAccountEventArgs*>;
  const auto statics = manager();
  ComPtr<abi::IAccountsOperation> operation;
  statics.as<abi::IWebAuthenticationCoreManagerStatics4>()->FindAllAccountsAsync(
      provider(L"organizations").get(), operation.out());
  ComPtr<abi::IVectorView<abi::IWebAccount>> accounts;
  resultsOf(operation.get())->get_Accounts(accounts.out());
  ComPtr<abi::IWebAccountMonitor> made;
  std::wstring updated;
  std::wstring removed;
  std::atomic<int> events = 0;
  const auto noteIn = [&events](std::wstring& place) {
    return [&events, &place](auto*, abi::IWebAccountEventArgs* args) {
      ComPtr<abi::IWebAccount> account;
      HSTRING name = nullptr;
      args->get_Account(account.out());
      account->get_UserName(&name);
      place = takeText(name);
      ++events;
    };
  };
  const auto on_updated = ComPtr<Changed>::adopt(new Changed(noteIn(updated)));
  const auto on_removed = ComPtr<Changed>::adopt(new Changed(noteIn(removed)));
  statics.as<abi::IWebAuthenticationCoreManagerStatics3>()->CreateWebAccountMonitor(
      accounts.as<abi::IIterable<abi::IWebAccount>>().get(), made.out());
  abi::EventToken token = {};
  made->add_Updated(on_updated.get(), &token);
  made->add_Removed(on_removed.get(), &token);
  static_cast<void>(provider(L"consumers"));  // tells the test that the listeners are there
  pumpUntil([&] { return events == 2; });
  report.put("updated", std::wstring_view(updated)).put("removed", std::wstring_view(removed));
}

const std::map<std::wstring_view, void (*)(Json&)> actions = {
    {L"activation", activation}, {L"silent", silent},          {L"silent-twice", silentTwice},
    {L"unanswered", unanswered}, {L"cancel", cancel},          {L"stubborn", stubborn},
    {L"leave", leave},           {L"dead-window", deadWindow}, {L"pane", pane},
    {L"monitor", monitor},
};

}  // namespace
}  // namespace entra_broker::probe

int wmain(int count, wchar_t** arguments) {
  const auto& actions = entra_broker::probe::actions;
  const auto found = actions.find(count == 2 ? arguments[1] : L"");
  if (found == actions.end()) return 2;
  entra_broker::stand_in::Json report;
  found->second(report);
  std::puts(report.text().c_str());
  std::fflush(stdout);
  // Without farewells: what a client leaves behind is what is looked at.
  ExitProcess(0);
}
