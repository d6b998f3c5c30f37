// SPDX-License-Identifier: MIT
#include "windows/verbs.h"

#include <algorithm>
#include <array>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "windows/account_monitor.h"
#include "windows/accounts_pane.h"
#include "windows/answers.h"
#include "windows/async.h"
#include "windows/host_facts.h"
#include "windows/interactive.h"
#include "windows/parent_window.h"
#include "windows/requests.h"

namespace entra_broker::wam {
namespace {

using abi::IWebAuthenticationCoreManagerStatics;

ComPtr<IWebAuthenticationCoreManagerStatics> manager() {
  return factoryOf<IWebAuthenticationCoreManagerStatics>(abi::kWebAuthenticationCoreManager);
}

void cancelWith(const Job& job, const ComPtr<abi::IAsyncInfo>& info) {
  if (info) job.call->onCancel([info] { cancelInBackground(info); });
}

// Completes the call with what `write` makes of the results; for the `done` of an operation.
template <class Results, class Write>
void answer(const Job& job, const Outcome<Results>& outcome, Write write) {
  if (!job.call->waiting()) return;
  try {
    if (const auto* failure = std::get_if<Failure>(&outcome)) throw CallFailed(*failure);
    Answer answer(*job.objects);
    write(answer, std::get<Results>(outcome));
    answer.giveTo(*job.call);
  } catch (...) {
    job.call->complete(currentFailure());
  }
}

template <class T>
void answerWhenEnded(const Job& job, const ComPtr<abi::IAsyncOperation<T>>& operation,
                     const char* step, void (*write)(Answer&, const ComPtr<T>&)) {
  cancelWith(job, listen<T>(operation, step, [job, write](const Outcome<ComPtr<T>>& outcome) {
               answer(job, outcome, write);
             }));
}

void answerWhenDone(const Job& job, const ComPtr<abi::IAsyncAction>& action, const char* step) {
  cancelWith(job, listen(action, step, [job](std::optional<Failure> failure) {
               if (failure) {
                 job.call->complete(*std::move(failure));
               } else {
                 job.call->complete(Words{});
               }
             }));
}

void keep(const Job& job, const std::shared_ptr<Interaction>& interaction) {
  job.interactions->add(interaction);
  job.call->onCancel([interaction] { interaction->cancel(); });
}

void lookAtHost(const Job& job, WordReader& words) {
  words.expectEnd();
  cancelWith(job, hostFacts([call = job.call](Outcome<Words> facts) {
               call->complete(std::move(facts));
             }));
}

void findProvider(const Job& job, WordReader& words) {
  const HString id(words.text());
  const HString authority(words.text());
  words.expectEnd();
  ComPtr<abi::IProviderOperation> operation;
  const char* step = "FindAccountProviderAsync";
  if (authority.get() == nullptr) {
    check(manager()->FindAccountProviderAsync(id.get(), operation.out()), step);
  } else {
    step = "FindAccountProviderWithAuthorityAsync";
    check(manager()->FindAccountProviderWithAuthorityAsync(id.get(), authority.get(),
                                                           operation.out()),
          step);
  }
  answerWhenEnded(job, operation, step, writeProvider);
}

void findAccount(const Job& job, WordReader& words) {
  const auto provider = words.object<abi::IWebAccountProvider>(*job.objects);
  const HString account(words.text());
  words.expectEnd();
  ComPtr<abi::IAccountOperation> operation;
  check(manager()->FindAccountAsync(provider.get(), account.get(), operation.out()),
        "FindAccountAsync");
  answerWhenEnded(job, operation, "FindAccountAsync", writeAccount);
}

void findAllAccounts(const Job& job, WordReader& words) {
  const auto provider = words.object<abi::IWebAccountProvider>(*job.objects);
  const HString client(words.text());
  words.expectEnd();
  const auto manager =
      factoryOf<abi::IWebAuthenticationCoreManagerStatics4>(abi::kWebAuthenticationCoreManager);
  constexpr const char* step = "FindAllAccountsWithClientIdAsync";
  ComPtr<abi::IAccountsOperation> operation;
  check(manager->FindAllAccountsWithClientIdAsync(provider.get(), client.get(), operation.out()),
        step);
  answerWhenEnded(job, operation, step, writeAccounts);
}

void getTokenSilently(const Job& job, WordReader& words) {
  const TokenRequest asked = tokenRequestOf(words, *job.objects);
  ComPtr<abi::ITokenOperation> operation;
  const char* step = "GetTokenSilentlyAsync";
  if (!asked.account) {
    check(manager()->GetTokenSilentlyAsync(asked.request.get(), operation.out()), step);
  } else {
    step = "GetTokenSilentlyWithWebAccountAsync";
    check(manager()->GetTokenSilentlyWithWebAccountAsync(asked.request.get(), asked.account.get(),
                                                         operation.out()),
          step);
  }
  answerWhenEnded(job, operation, step, writeTokens);
}

void askForToken(const Job& job, WordReader& words) {
  std::string window = words.text();
  const TokenRequest asked = tokenRequestOf(words, *job.objects);
  keep(job, requestToken(job.sta, std::move(window), asked.request, asked.account,
                         [job](const TokenResult& result) { answer(job, result, writeTokens); }));
}

void invalidate(const Job& job, WordReader& words) {
  const auto result = words.object<abi::IWebTokenRequestResult>(*job.objects);
  words.expectEnd();
  ComPtr<abi::IAsyncAction> action;
  check(result->InvalidateCacheAsync(action.out()), "InvalidateCacheAsync");
  answerWhenDone(job, action, "InvalidateCacheAsync");
}

void signOut(const Job& job, WordReader& words) {
  const auto account = words.object<abi::IWebAccount2>(*job.objects);
  const HString client(words.text());
  words.expectEnd();
  ComPtr<abi::IAsyncAction> action;
  check(account->SignOutWithClientIdAsync(client.get(), action.out()), "SignOutWithClientIdAsync");
  answerWhenDone(job, action, "SignOutWithClientIdAsync");
}

void chooseAmongProviders(const Job& job, WordReader& words) {
  const std::string window = words.text();
  const std::string header = words.text();
  const auto writeChoice = [](Answer& answer, const std::optional<std::size_t>& choice) {
    if (choice) answer.number(*choice);
  };
  keep(job, chooseProvider(
                job.sta, window, header, words.objects<abi::IWebAccountProvider>(*job.objects),
                [job, writeChoice](const Choice& choice) { answer(job, choice, writeChoice); }));
}

void monitor(const Job& job, WordReader& words) {
  Answer answer(*job.objects);
  monitorAccounts(job.listener, words.objects<abi::IWebAccount>(*job.objects), answer);
  answer.giveTo(*job.call);
}

void lookAtWindow(const Job& job, WordReader& words) {
  const auto window = windowOf(words.text());
  words.expectEnd();
  if (!window) throw CallFailed(failureOf(FailureCode::window_invalid));
  job.call->complete(Words{});
}

void release(const Job& job, WordReader& words) {
  std::vector<ObjectId> ids;
  while (!words.atEnd()) ids.push_back(words.number());
  job.objects->release(ids);
  job.call->complete(Words{});
}

constexpr std::array<std::pair<std::string_view, Verb>, 12> kVerbs = {{
    {"hostFacts", lookAtHost},
    {"findProvider", findProvider},
    {"findAccount", findAccount},
    {"findAllAccounts", findAllAccounts},
    {"getTokenSilently", getTokenSilently},
    {"requestToken", askForToken},
    {"invalidate", invalidate},
    {"signOut", signOut},
    {"chooseProvider", chooseAmongProviders},
    {"monitorAccounts", monitor},
    {"checkWindow", lookAtWindow},
    {"release", release},
}};

}  // namespace

Verb verbNamed(std::string_view name) {
  const auto* const found =
      std::ranges::find(kVerbs, name, &std::pair<std::string_view, Verb>::first);
  if (found == kVerbs.end()) throw std::invalid_argument("no verb of WAM's");
  return found->second;
}

void run(Verb verb, const Job& job, WordReader words) noexcept {
  if (!job.call->waiting()) return;
  try {
    verb(job, words);
  } catch (...) {
    job.call->complete(currentFailure());
  }
}

}  // namespace entra_broker::wam
