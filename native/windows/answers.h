// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <vector>

#include "windows/abi/web_core.h"
#include "windows/object_table.h"
#include "windows/pending_call.h"

namespace entra_broker::wam {

// The words of an answer. More than 8 MiB of them throw CallFailed. The objects that it names are
// in the table while it lives, and stay there if the call took it.
class Answer : private Pinned {
 public:
  explicit Answer(ObjectTable& objects) : objects_(objects) {}
  ~Answer() { objects_.release(ids_); }

  Answer& text(std::string text);
  Answer& text(const HString& text);
  Answer& number(std::uint64_t number) { return text(std::to_string(number)); }
  Answer& flag(bool value) { return text(std::string(value ? "1" : "0")); }
  // The number that the object is written as.
  template <class T>
  ObjectId object(const ComPtr<T>& object) {
    ids_.push_back(objects_.add(ComPtr<IUnknown>(object.get())));
    number(ids_.back());
    return ids_.back();
  }

  [[nodiscard]] std::size_t size() const noexcept { return words_.size(); }
  // For one whose place comes before it is known.
  void setNumber(std::size_t index, std::uint64_t number) {
    words_.at(index) = std::to_string(number);
  }

  // Where it is now, to go back to.
  struct Mark {
    std::size_t words;
    std::size_t ids;
    std::size_t size;
  };
  [[nodiscard]] Mark mark() const noexcept {
    return {.words = words_.size(), .ids = ids_.size(), .size = size_};
  }
  void backTo(Mark mark);

  void giveTo(PendingCall& call);

 private:
  ObjectTable& objects_;
  Words words_;
  std::size_t size_ = 0;
  std::vector<ObjectId> ids_;
};

// Each writes the words of that name of lib/channels/wam; for null, provider and account write
// none, and the others throw CallFailed.
void writeProvider(Answer& answer, const ComPtr<abi::IWebAccountProvider>& provider);
void writeAccount(Answer& answer, const ComPtr<abi::IWebAccount>& account);
void writeAccounts(Answer& answer, const ComPtr<abi::IFindAllAccountsResult>& result);
void writeTokens(Answer& answer, const ComPtr<abi::IWebTokenRequestResult>& result);

}  // namespace entra_broker::wam
