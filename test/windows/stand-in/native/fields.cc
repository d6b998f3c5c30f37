// SPDX-License-Identifier: MIT
#include "fields.h"

#include <cstdlib>

#include "text.h"

namespace entra_broker::stand_in {
namespace {

std::string decoded(std::string_view text) {
  std::string plain;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] != '%') {
      plain += text[i];
      continue;
    }
    const std::string digits(text.substr(i + 1, 2));
    plain += static_cast<char>(std::strtol(digits.c_str(), nullptr, 16));
    i += 2;
  }
  return plain;
}

}  // namespace

Fields::Fields(std::string_view line) {
  while (!line.empty()) {
    const std::size_t end = line.find('\t');
    const std::string_view field = line.substr(0, end);
    const std::size_t equals = field.find('=');
    if (equals != std::string_view::npos) {
      values_[std::string(field.substr(0, equals))] = decoded(field.substr(equals + 1));
    }
    line = end == std::string_view::npos ? std::string_view() : line.substr(end + 1);
  }
}

std::wstring Fields::text(const std::string& name) const {
  const auto found = values_.find(name);
  return found == values_.end() ? std::wstring() : wideOf(found->second);
}

std::int64_t Fields::number(const std::string& name, std::int64_t otherwise) const {
  const auto found = values_.find(name);
  return found == values_.end() ? otherwise : std::strtoll(found->second.c_str(), nullptr, 10);
}

HRESULT Fields::failure(const std::string& name) const {
  return static_cast<HRESULT>(static_cast<std::uint32_t>(number(name)));
}

Fields Fields::group(const std::string& name) const {
  Fields members;
  const std::string prefix = name + ".";
  for (const auto& [key, value] : values_) {
    if (key.starts_with(prefix)) members.values_[key.substr(prefix.size())] = value;
  }
  return members;
}

std::map<std::wstring, std::wstring> Fields::pairs() const {
  std::map<std::wstring, std::wstring> wide;
  for (const auto& [key, value] : values_) wide[wideOf(key)] = wideOf(value);
  return wide;
}

}  // namespace entra_broker::stand_in
