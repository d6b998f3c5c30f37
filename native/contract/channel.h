// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/failure.h"
#include "contract/pinned.h"

namespace entra_broker {

using CallId = std::int64_t;
using Clock = std::chrono::steady_clock;

// What crosses between JavaScript and a channel, both ways: lists of texts, whose meaning is that
// of the platform (lib/channels/native/contract.ts).
using Words = std::vector<std::string>;

struct Call {
  Words words;
  std::chrono::milliseconds timeout{0};
  std::optional<CallId> only_while;
};

// Where a channel puts what it learns. Called on the channel's own thread; never blocks.
class ChannelListener : private Pinned {
 public:
  virtual ~ChannelListener() = default;
  virtual void onReply(CallId id, Outcome<Words> reply) noexcept = 0;
  virtual void onEvent(Words event) noexcept = 0;
};

// The way to a broker. Every member is called on the JS thread and returns at once, but for probe()
// and wait(), which wait for at most their timeout. Each call that was started is replied to once.
class Channel : private Pinned {
 public:
  virtual ~Channel() = default;
  // Throws std::invalid_argument, and then keeps nothing, for words that are no call of this
  // channel.
  virtual void start(CallId id, Call call) = 0;
  virtual void cancel(CallId id) = 0;  // late or unknown ids are ignored
  // Whether a call would find the broker, in words of the channel; none as long as that is not
  // known.
  [[nodiscard]] virtual std::optional<Outcome<Words>> probe(std::chrono::milliseconds) {
    return std::nullopt;
  }
  // The reply to a call, until forget(); none as long as it runs.
  [[nodiscard]] virtual std::optional<Outcome<Words>> wait(CallId, std::chrono::milliseconds) {
    return std::nullopt;
  }
  virtual void forget(CallId /*id*/) {}  // its reply has reached JavaScript
  virtual void watch(bool on) = 0;       // whether anybody listens to events
  virtual void end() {}      // after close(): returns when it has no thread of its own any more
  virtual void close() = 0;  // replies `closed` to every waiting call; may be called twice
};

// What one JS environment shares between its channels: on Linux, the broker thread.
class Platform : private Pinned {
 public:
  virtual ~Platform() = default;
  // Throws std::invalid_argument for a kind or options that this platform does not know.
  [[nodiscard]] virtual std::shared_ptr<Channel> open(
      const std::string& kind, Words options, std::shared_ptr<ChannelListener> listener) = 0;
  virtual void stop() noexcept = 0;  // ends the threads; nobody is called afterwards
};

// Defined once for each operating system.
[[nodiscard]] std::unique_ptr<Platform> makePlatform();

}  // namespace entra_broker
