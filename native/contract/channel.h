// SPDX-License-Identifier: MIT
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "contract/failure.h"

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
class ChannelListener {
 public:
  ChannelListener() = default;
  ChannelListener(const ChannelListener&) = delete;
  ChannelListener& operator=(const ChannelListener&) = delete;
  virtual ~ChannelListener() = default;
  virtual void onReply(CallId id, Outcome<std::string> reply) noexcept = 0;
  virtual void onOwnerChange(OwnerState state) noexcept = 0;
};

// The way to a broker. Every member is called on the JS thread and returns at once, but for
// probe(), which waits for at most its timeout. Each call that was started is replied to once.
class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;
  virtual void start(CallId id, Call call) = 0;
  virtual void cancel(CallId id) = 0;  // late or unknown ids are ignored
  [[nodiscard]] virtual ProbeResult probe(std::chrono::milliseconds timeout) = 0;
  virtual void watchOwner(bool on) = 0;
  virtual void close() = 0;  // replies `closed` to every waiting call; may be called twice
};

struct ChannelOptions {
  std::string address;
  std::chrono::milliseconds connect_timeout{0};
};

// What one JS environment shares between its channels: on Linux, the broker thread.
class Platform {
 public:
  Platform() = default;
  Platform(const Platform&) = delete;
  Platform& operator=(const Platform&) = delete;
  virtual ~Platform() = default;
  [[nodiscard]] virtual std::shared_ptr<Channel> open(
      ChannelOptions options, std::shared_ptr<ChannelListener> listener) = 0;
  virtual void stop() noexcept = 0;  // ends the threads; nobody is called afterwards
};

// Defined once for each operating system.
[[nodiscard]] std::unique_ptr<Platform> makePlatform();

}  // namespace entra_broker
