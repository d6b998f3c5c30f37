// SPDX-License-Identifier: MIT
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "contract/channel.h"
#include "windows/object_table.h"

namespace entra_broker::wam {

using TextPairs = std::vector<std::pair<std::string, std::string>>;

// The words of a call, in order. Whatever is not as its verb needs it throws CallFailed.
class WordReader {
 public:
  // Without the first word, the name of the verb.
  explicit WordReader(Words words) : words_(std::move(words)) {}

  [[nodiscard]] std::string text();
  [[nodiscard]] std::uint64_t number();
  [[nodiscard]] TextPairs pairs();  // after their count
  [[nodiscard]] bool atEnd() const noexcept { return next_ >= words_.size(); }
  void expectEnd() const;

  template <class T>
  [[nodiscard]] ComPtr<T> object(const ObjectTable& objects) {
    return objects.get<T>(number());
  }

  // An empty word is none.
  template <class T>
  [[nodiscard]] ComPtr<T> objectOrNull(const ObjectTable& objects) {
    const bool none = !atEnd() && words_.at(next_).empty();
    if (none) ++next_;
    return none ? nullptr : object<T>(objects);
  }

  // All that are left.
  template <class T>
  [[nodiscard]] std::vector<ComPtr<T>> objects(const ObjectTable& objects) {
    std::vector<ComPtr<T>> all;
    while (!atEnd()) all.push_back(object<T>(objects));
    return all;
  }

 private:
  Words words_;
  std::size_t next_ = 1;
};

}  // namespace entra_broker::wam
