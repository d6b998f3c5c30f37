// SPDX-License-Identifier: MIT
#include "windows/words.h"

#include <charconv>
#include <memory>

namespace entra_broker::wam {

std::string WordReader::text() {
  if (atEnd()) failInternally("a word is missing");
  return std::move(words_.at(next_++));
}

std::uint64_t WordReader::number() {
  const std::string word = text();
  const char* const last = std::to_address(word.cend());
  std::uint64_t number = 0;
  const auto [end, error] = std::from_chars(word.data(), last, number);
  if (error != std::errc() || end != last) failInternally("no number");
  return number;
}

TextPairs WordReader::pairs() {
  TextPairs pairs;
  for (auto left = number(); left > 0; --left) {
    std::string name = text();
    pairs.emplace_back(std::move(name), text());
  }
  return pairs;
}

void WordReader::expectEnd() const {
  if (!atEnd()) failInternally("a word too many");
}

}  // namespace entra_broker::wam
