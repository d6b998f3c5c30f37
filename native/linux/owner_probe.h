// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <mutex>

#include "contract/channel.h"
#include "linux/bus_connection.h"

namespace entra_broker::dbus {

// Asks the bus whether the broker's name is owned or could be activated, without activating it.
// The JS thread may wait for the answer; the broker thread finds it.
class OwnerProbe {
 public:
  // JS thread. True if nobody is asking yet, so that the caller has to start the question.
  [[nodiscard]] bool begin();
  // JS thread. Waits for at most `timeout`; an answer is given out once.
  [[nodiscard]] std::optional<Outcome<Words>> wait(std::chrono::milliseconds timeout);

  // Broker thread: asks on a connection that is ready. Does nothing if nobody wants to know.
  void ask(const LibDbus& library, BusConnection& connection);
  // Broker thread: true if the message answers our question.
  [[nodiscard]] bool onReply(const LibDbus& library, BusConnection& connection,
                             DBusMessage* message);
  // Either thread. `1` or `0`, whether the broker runs, or why none would be found.
  void answer(Outcome<Words> answer);

 private:
  enum class Phase { idle, asking, answered };

  std::mutex mutex_;
  std::condition_variable answered_;
  Phase phase_ = Phase::idle;         // guarded by mutex_
  Outcome<Words> answer_;             // guarded by mutex_
  std::uint32_t owner_serial_ = 0;    // broker thread only
  std::uint32_t listing_serial_ = 0;  // broker thread only
};

}  // namespace entra_broker::dbus
