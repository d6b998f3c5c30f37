// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

#include "contract/channel.h"
#include "linux/bus_message.h"

namespace entra_broker::dbus {

// The calls that wait, by id, by serial on the wire and by deadline. With the turn only.
class CallTable {
 public:
  void add(CallId id, Call call, Clock::time_point deadline);

  // The request of a call that is not sent yet; null if there is no such call.
  [[nodiscard]] const Call* unsent(CallId id) const;
  [[nodiscard]] std::vector<CallId> unsentIds() const;  // in the order they were started

  // The call went out under this serial; its request, which may hold secrets, is forgotten.
  void markSent(CallId id, std::uint32_t serial);
  [[nodiscard]] bool isOnWire(CallId id) const;
  [[nodiscard]] std::optional<CallId> findBySerial(std::uint32_t serial) const;

  // Takes the call out of every index: whoever gets its verb answers it.
  [[nodiscard]] std::optional<Verb> take(CallId id);

  [[nodiscard]] std::vector<CallId> ids() const;
  [[nodiscard]] std::vector<CallId> expired(Clock::time_point now) const;
  [[nodiscard]] std::optional<Clock::time_point> nextDeadline() const;

 private:
  struct Waiting {
    Call call;
    Verb verb;
    Clock::time_point deadline;
    std::uint32_t serial = 0;  // 0: not sent yet; D-Bus never uses it
  };
  std::map<CallId, Waiting> waiting_;
  std::unordered_map<std::uint32_t, CallId> by_serial_;
  std::set<std::pair<Clock::time_point, CallId>> by_deadline_;
};

}  // namespace entra_broker::dbus
