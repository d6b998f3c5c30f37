// SPDX-License-Identifier: MIT
#include "json.h"

#include <cstdio>

#include "text.h"

namespace entra_broker::stand_in {
namespace {

std::string quoted(std::string_view text) {
  std::string json = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') {
      json += '\\';
      json += c;
    } else if (static_cast<unsigned char>(c) < 0x20) {
      char escape[7];
      std::snprintf(escape, sizeof escape, "\\u%04x", static_cast<unsigned>(c));
      json += escape;
    } else {
      json += c;
    }
  }
  return json + '"';
}

}  // namespace

Json& Json::member(std::string_view name, std::string_view json) {
  if (!members_.empty()) members_ += ',';
  members_ += quoted(name);
  members_ += ':';
  members_ += json;
  return *this;
}

Json& Json::put(std::string_view name, std::string_view value) {
  return member(name, quoted(value));
}

Json& Json::put(std::string_view name, std::wstring_view value) {
  return member(name, quoted(utf8Of(value)));
}

Json& Json::put(std::string_view name, std::int64_t value) {
  return member(name, std::to_string(value));
}

Json& Json::put(std::string_view name, bool value) {
  return member(name, value ? "true" : "false");
}

Json& Json::put(std::string_view name, const Json& value) { return member(name, value.text()); }

Json& Json::put(std::string_view name, const std::vector<std::wstring>& values) {
  std::string list;
  for (const std::wstring& value : values) {
    if (!list.empty()) list += ',';
    list += quoted(utf8Of(value));
  }
  return member(name, "[" + list + "]");
}

Json& Json::putNull(std::string_view name) { return member(name, "null"); }

Json& Json::append(const Json& other) {
  if (!members_.empty() && !other.members_.empty()) members_ += ',';
  members_ += other.members_;
  return *this;
}

}  // namespace entra_broker::stand_in
