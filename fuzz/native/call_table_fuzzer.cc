// SPDX-License-Identifier: MIT
// Any order of events on the table of waiting calls, compared with a model too simple to be wrong.
#include <fuzzer/FuzzedDataProvider.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "libdbus_for_fuzzing.h"
#include "linux/call_table.h"

namespace entra_broker::fuzzing {
namespace {

using dbus::Verb;

class TableAndModel {
 public:
  void step(FuzzedDataProvider& input) {
    const auto id = input.ConsumeIntegralInRange<CallId>(1, last_id_ + 1);
    switch (input.ConsumeIntegralInRange(0, 4)) {
      case 0:
        return add(input.ConsumeBool() ? Verb::ping : Verb::invoke,
                   input.ConsumeIntegralInRange(0, 50));
      case 1:
        return send(id);
      case 2:
        return take(id);
      case 3:
        return answer(input.ConsumeIntegralInRange<std::uint32_t>(0, last_serial_ + 1));
      default:
        return expire(input.ConsumeIntegralInRange(0, 60));
    }
  }

  void compare() const {
    std::vector<CallId> ids;
    std::vector<CallId> unsent;
    std::optional<Clock::time_point> next;
    for (const auto& [id, call] : model_) {
      ids.push_back(id);
      if (call.serial == 0) unsent.push_back(id);
      if (!next || call.deadline < *next) next = call.deadline;
      require(table_.isOnWire(id) == (call.serial != 0));
      require((table_.unsent(id) != nullptr) == (call.serial == 0));
      if (call.serial != 0) require(table_.findBySerial(call.serial) == id);
    }
    require(table_.ids() == ids);
    require(table_.unsentIds() == unsent);
    require(table_.nextDeadline() == next);
    require(!table_.findBySerial(0));
  }

 private:
  struct Waiting {
    Verb verb;
    Clock::time_point deadline;
    std::uint32_t serial = 0;
  };

  static Call callOf(Verb verb) {
    Call call;
    if (verb == Verb::invoke) call.words = {"getAccounts", "0.0", "", "{}"};
    return call;
  }

  static Clock::time_point at(int time) { return Clock::time_point(std::chrono::seconds(time)); }

  void add(Verb verb, int deadline) {
    const CallId id = ++last_id_;
    table_.add(id, callOf(verb), at(deadline));
    model_.emplace(id, Waiting{.verb = verb, .deadline = at(deadline)});
  }

  void send(CallId id) {
    const auto found = model_.find(id);
    // The channel sends what is unsent, and marks what has gone meanwhile.
    if (found != model_.end() && found->second.serial != 0) return;
    table_.markSent(id, ++last_serial_);
    if (found != model_.end()) found->second.serial = last_serial_;
  }

  void take(CallId id) {
    const auto found = model_.find(id);
    const auto verb = table_.take(id);
    require(verb == (found == model_.end() ? std::nullopt : std::optional(found->second.verb)));
    if (found != model_.end()) model_.erase(found);
    require(!table_.take(id));  // whoever comes second finds nobody
  }

  void answer(std::uint32_t serial) {
    if (const auto id = table_.findBySerial(serial)) {
      require(model_.at(*id).serial == serial);
      take(*id);
    }
    require(!table_.findBySerial(serial));
  }

  void expire(int time) {
    for (const CallId id : table_.expired(at(time))) {
      require(model_.at(id).deadline <= at(time));
      take(id);
    }
    require(table_.expired(at(time)).empty());
    for (const auto& [id, call] : model_) require(call.deadline > at(time));
  }

  dbus::CallTable table_;
  std::map<CallId, Waiting> model_;
  CallId last_id_ = 0;
  std::uint32_t last_serial_ = 0;
};

}  // namespace
}  // namespace entra_broker::fuzzing

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  FuzzedDataProvider input(data, size);
  entra_broker::fuzzing::TableAndModel both;
  while (input.remaining_bytes() > 0) {
    both.step(input);
    both.compare();
  }
  return 0;
}
