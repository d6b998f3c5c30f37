// SPDX-License-Identifier: MIT
#include "linux/call_table.h"

namespace entra_broker::dbus {

void CallTable::add(CallId id, Call call, Clock::time_point deadline) {
  const Verb verb = verbOf(call);
  waiting_.emplace(id, Waiting{.call = std::move(call), .verb = verb, .deadline = deadline});
  by_deadline_.emplace(deadline, id);
}

const Call* CallTable::unsent(CallId id) const {
  const auto found = waiting_.find(id);
  return found == waiting_.end() || found->second.serial != 0 ? nullptr : &found->second.call;
}

std::vector<CallId> CallTable::unsentIds() const {
  std::vector<CallId> unsent;
  for (const auto& [id, waiting] : waiting_) {
    if (waiting.serial == 0) unsent.push_back(id);
  }
  return unsent;
}

void CallTable::markSent(CallId id, std::uint32_t serial) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  by_serial_.emplace(serial, id);
  found->second.serial = serial;
  found->second.call = {};
}

bool CallTable::isOnWire(CallId id) const {
  const auto found = waiting_.find(id);
  return found != waiting_.end() && found->second.serial != 0;
}

std::optional<CallId> CallTable::findBySerial(std::uint32_t serial) const {
  const auto found = by_serial_.find(serial);
  return found == by_serial_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<Verb> CallTable::take(CallId id) {
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return std::nullopt;
  const Verb verb = found->second.verb;
  by_serial_.erase(found->second.serial);
  by_deadline_.erase({found->second.deadline, id});
  waiting_.erase(found);
  return verb;
}

std::vector<CallId> CallTable::ids() const {
  std::vector<CallId> all;
  all.reserve(waiting_.size());
  for (const auto& [id, waiting] : waiting_) all.push_back(id);
  return all;
}

std::vector<CallId> CallTable::expired(Clock::time_point now) const {
  std::vector<CallId> late;
  for (const auto& [deadline, id] : by_deadline_) {
    if (deadline > now) break;
    late.push_back(id);
  }
  return late;
}

std::optional<Clock::time_point> CallTable::nextDeadline() const {
  return by_deadline_.empty() ? std::nullopt : std::optional(by_deadline_.begin()->first);
}

}  // namespace entra_broker::dbus
