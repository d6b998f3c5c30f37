// SPDX-License-Identifier: MIT
#pragma once

#include <windows.h>

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace entra_broker::stand_in {

// What the desk says: names with a value each. Dots in names make groups.
class Fields {
 public:
  Fields() = default;
  // name=value between tabs, values encoded as in a URI.
  explicit Fields(std::string_view line);

  [[nodiscard]] bool has(const std::string& name) const { return values_.contains(name); }
  // Empty text and the default for what is not there.
  [[nodiscard]] std::wstring text(const std::string& name) const;
  [[nodiscard]] std::int64_t number(const std::string& name, std::int64_t otherwise = 0) const;
  [[nodiscard]] HRESULT failure(const std::string& name) const;
  // The fields of a group, without its name.
  [[nodiscard]] Fields group(const std::string& name) const;
  [[nodiscard]] std::map<std::wstring, std::wstring> pairs() const;

 private:
  std::map<std::string, std::string> values_;
};

}  // namespace entra_broker::stand_in
