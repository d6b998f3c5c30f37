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

enum class Verb { ping, invoke };

struct Call {
  Verb verb = Verb::ping;
  std::string method;
  std::string protocol_version;
  std::string correlation_id;
  std::string body;
  std::chrono::milliseconds timeout{0};
  std::optional<CallId> only_while;
  std::vector<std::string> command;  // of a program that answers it; else empty
};

// What a call brought.
struct Reply {
  std::string text;
  std::optional<int> status;  // of a program: its exit code, or minus the signal that ended it
};

struct ProbeResult {
  enum class State { pending, reachable, unreachable };
  State state = State::pending;
  bool running = false;
  Failure failure;
};

// Whether a broker runs, and whether a call would find one or start one.
struct OwnerState {
  bool running = false;
  bool available = false;
  friend bool operator==(const OwnerState&, const OwnerState&) = default;
};

// Where a channel puts what it learns. Called on the channel's own thread; never blocks.
class ChannelListener : private Pinned {
 public:
  virtual ~ChannelListener() = default;
  virtual void onReply(CallId id, Outcome<Reply> reply) noexcept = 0;
  virtual void onOwnerChange(OwnerState state) noexcept = 0;
};

// The way to a broker. Every member is called on the JS thread and returns at once, but for probe()
// and wait(), which wait for at most their timeout. Each call that was started is replied to once.
class Channel : private Pinned {
 public:
  virtual ~Channel() = default;
  virtual void start(CallId id, Call call) = 0;
  virtual void cancel(CallId id) = 0;  // late or unknown ids are ignored
  [[nodiscard]] virtual ProbeResult probe(std::chrono::milliseconds timeout) = 0;
  // The reply to a call, until the first start after it; none as long as it runs.
  [[nodiscard]] virtual std::optional<Outcome<Reply>> wait(CallId, std::chrono::milliseconds) {
    return std::nullopt;
  }
  virtual void watchOwner(bool on) = 0;
  virtual void end() {}      // after close(): returns when it has no thread of its own any more
  virtual void close() = 0;  // replies `closed` to every waiting call; may be called twice
};

struct ChannelOptions {
  std::string address;
  std::chrono::milliseconds connect_timeout{0};
  // Of the programs that answer its calls.
  std::optional<std::vector<std::string>> environment;
};

// What one JS environment shares between its channels: on Linux, the broker thread.
class Platform : private Pinned {
 public:
  virtual ~Platform() = default;
  [[nodiscard]] virtual std::shared_ptr<Channel> open(
      ChannelOptions options, std::shared_ptr<ChannelListener> listener) = 0;
  virtual void stop() noexcept = 0;  // ends the threads; nobody is called afterwards
};

// Defined once for each operating system.
[[nodiscard]] std::unique_ptr<Platform> makePlatform();

}  // namespace entra_broker
