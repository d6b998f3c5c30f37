// SPDX-License-Identifier: MIT
#include "windows/answers.h"

#include <utility>

namespace entra_broker::wam {
namespace {

constexpr std::size_t kLargestAnswer = std::size_t{8} * 1024 * 1024;
// What a word costs beside its text, so that a list that never ends reaches the limit too.
constexpr std::size_t kSizeOfWord = sizeof(std::string);

// What `getter` gives; `property` names it if that fails.
template <class Object>
void writeText(Answer& answer, Object& object,
               HRESULT (STDMETHODCALLTYPE Object::*getter)(HSTRING*), std::string_view property) {
  HString text;
  check((object.*getter)(text.out()), property);
  answer.text(text);
}

// Of IMap and IMapView: their number, then each.
template <class Map>
void writeProperties(Answer& answer, const ComPtr<Map>& map) {
  const std::size_t count_at = answer.size();
  answer.number(0);
  if (!map) return;
  ComPtr<abi::IIterator<abi::IStringPair>> iterator;
  check(query<abi::IIterable<abi::IStringPair>>(map, "IIterable")->First(iterator.out()),
        "IIterable.First");
  boolean more = FALSE;
  if (iterator) check(iterator->get_HasCurrent(&more), "IIterator.HasCurrent");
  std::uint64_t count = 0;
  for (; more != FALSE; ++count) {
    ComPtr<abi::IStringPair> pair;
    check(iterator->get_Current(pair.out()), "IIterator.Current");
    if (!pair) check(E_POINTER, "IIterator.Current");
    writeText(answer, *pair.get(), &abi::IStringPair::get_Key, "IKeyValuePair.Key");
    writeText(answer, *pair.get(), &abi::IStringPair::get_Value, "IKeyValuePair.Value");
    check(iterator->MoveNext(&more), "IIterator.MoveNext");
  }
  answer.setNumber(count_at, count);
}

// WAM need not have an error to give where there was success.
template <class Object>
void writeError(Answer& answer, Object& object,
                HRESULT (STDMETHODCALLTYPE Object::*getter)(abi::IWebProviderError**),
                std::string_view property, bool success) {
  ComPtr<abi::IWebProviderError> error;
  const HRESULT result = (object.*getter)(error.out());
  if (!success) check(result, property);
  UINT32 code = 0;
  HString message;
  if (error) {
    check(error->get_ErrorCode(&code), "WebProviderError.ErrorCode");
    check(error->get_ErrorMessage(message.out()), "WebProviderError.ErrorMessage");
  }
  answer.flag(static_cast<bool>(error)).number(code).text(message);
}

void writeResponse(Answer& answer, abi::IWebTokenResponse& response) {
  writeText(answer, response, &abi::IWebTokenResponse::get_Token, "WebTokenResponse.Token");
  writeError(answer, response, &abi::IWebTokenResponse::get_ProviderError,
             "WebTokenResponse.ProviderError", true);
  ComPtr<abi::IWebAccount> account;
  check(response.get_WebAccount(account.out()), "WebTokenResponse.WebAccount");
  answer.flag(static_cast<bool>(account));
  if (account) writeAccount(answer, account);
  ComPtr<abi::IStringMap> properties;
  check(response.get_Properties(properties.out()), "WebTokenResponse.Properties");
  writeProperties(answer, properties);
}

void writeFirstResponse(Answer& answer, abi::IWebTokenRequestResult& result) {
  ComPtr<abi::IVectorView<abi::IWebTokenResponse>> responses;
  check(result.get_ResponseData(responses.out()), "WebTokenRequestResult.ResponseData");
  UINT32 count = 0;
  if (responses) check(responses->get_Size(&count), "IVectorView.Size");
  ComPtr<abi::IWebTokenResponse> response;
  if (count > 0) check(responses->GetAt(0, response.out()), "IVectorView.GetAt");
  answer.flag(static_cast<bool>(response));
  if (response) writeResponse(answer, *response.get());
}

void writeEach(Answer& answer, abi::IFindAllAccountsResult& result) {
  ComPtr<abi::IVectorView<abi::IWebAccount>> accounts;
  check(result.get_Accounts(accounts.out()), "FindAllAccountsResult.Accounts");
  UINT32 count = 0;
  if (accounts) check(accounts->get_Size(&count), "IVectorView.Size");
  answer.number(count);
  for (UINT32 index = 0; index < count; ++index) {
    ComPtr<abi::IWebAccount> account;
    check(accounts->GetAt(index, account.out()), "IVectorView.GetAt");
    if (!account) check(E_POINTER, "IVectorView.GetAt");
    writeAccount(answer, account);
  }
}

}  // namespace

Answer& Answer::text(std::string text) {
  size_ += text.size() + kSizeOfWord;
  if (size_ > kLargestAnswer) throw CallFailed(failureOf(FailureCode::reply_too_large));
  words_.push_back(std::move(text));
  return *this;
}

Answer& Answer::text(const HString& text) {
  // Before the copy: as many bytes at least.
  if (text.view().size() > kLargestAnswer) {
    throw CallFailed(failureOf(FailureCode::reply_too_large));
  }
  return this->text(text.text());
}

void Answer::backTo(Mark mark) {
  const auto first = std::next(ids_.begin(), static_cast<std::ptrdiff_t>(mark.ids));
  objects_.release({first, ids_.end()});
  ids_.erase(first, ids_.end());
  words_.resize(mark.words);
  size_ = mark.size;
}

void Answer::giveTo(PendingCall& call) {
  if (call.complete(std::move(words_))) ids_.clear();
}

void writeProvider(Answer& answer, const ComPtr<abi::IWebAccountProvider>& provider) {
  if (!provider) return;
  answer.object(provider);
  writeText(answer, *provider.get(), &abi::IWebAccountProvider::get_Id, "WebAccountProvider.Id");
  const auto provider2 = query<abi::IWebAccountProvider2>(provider, "IWebAccountProvider2");
  writeText(answer, *provider2.get(), &abi::IWebAccountProvider2::get_Authority,
            "WebAccountProvider.Authority");
}

void writeAccount(Answer& answer, const ComPtr<abi::IWebAccount>& account) {
  if (!account) return;
  answer.object(account);
  const auto account2 = query<abi::IWebAccount2>(account, "IWebAccount2");
  writeText(answer, *account2.get(), &abi::IWebAccount2::get_Id, "WebAccount.Id");
  writeText(answer, *account.get(), &abi::IWebAccount::get_UserName, "WebAccount.UserName");
  ComPtr<abi::IStringMapView> properties;
  check(account2->get_Properties(properties.out()), "WebAccount.Properties");
  writeProperties(answer, properties);
}

void writeAccounts(Answer& answer, const ComPtr<abi::IFindAllAccountsResult>& result) {
  if (!result) check(E_POINTER, "FindAllAccountsResult");
  auto status = abi::FindAllWebAccountsStatus::success;
  check(result->get_Status(&status), "FindAllAccountsResult.Status");
  const bool success = status == abi::FindAllWebAccountsStatus::success;
  answer.number(static_cast<UINT32>(status));
  writeError(answer, *result.get(), &abi::IFindAllAccountsResult::get_ProviderError,
             "FindAllAccountsResult.ProviderError", success);
  if (success) {
    writeEach(answer, *result.get());
  } else {
    answer.number(0);
  }
}

void writeTokens(Answer& answer, const ComPtr<abi::IWebTokenRequestResult>& result) {
  if (!result) check(E_POINTER, "WebTokenRequestResult");
  auto status = abi::WebTokenRequestStatus::success;
  check(result->get_ResponseStatus(&status), "WebTokenRequestResult.ResponseStatus");
  const bool success = status == abi::WebTokenRequestStatus::success;
  answer.object(result);
  answer.number(static_cast<UINT32>(status));
  writeError(answer, *result.get(), &abi::IWebTokenRequestResult::get_ResponseError,
             "WebTokenRequestResult.ResponseError", success);
  const auto mark = answer.mark();
  try {
    writeFirstResponse(answer, *result.get());
  } catch (const CallFailed&) {
    // Beside an error a response is welcome, and none is no failure.
    if (success) throw;
    answer.backTo(mark);
    answer.flag(false);
  }
}

}  // namespace entra_broker::wam
