// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace entra_broker::stand_in {

// An object of JSON, written member by member.
class Json {
 public:
  Json& put(std::string_view name, std::string_view value);
  Json& put(std::string_view name, const char* value) { return put(name, std::string_view(value)); }
  Json& put(std::string_view name, std::wstring_view value);
  Json& put(std::string_view name, std::int64_t value);
  Json& put(std::string_view name, bool value);
  Json& put(std::string_view name, const Json& value);
  Json& put(std::string_view name, const std::vector<std::wstring>& values);
  Json& putNull(std::string_view name);
  // Puts the members of another object behind those that are there.
  Json& append(const Json& other);

  [[nodiscard]] std::string text() const { return "{" + members_ + "}"; }

 private:
  Json& member(std::string_view name, std::string_view json);
  std::string members_;
};

}  // namespace entra_broker::stand_in
