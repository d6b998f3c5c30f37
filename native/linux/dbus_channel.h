// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "contract/channel.h"
#include "linux/bus_connection.h"
#include "linux/call_table.h"
#include "linux/event_loop.h"
#include "linux/owner_probe.h"
#include "linux/owner_watch.h"

namespace entra_broker::dbus {

struct BusOptions {
  std::string address;  // a list, as in DBUS_SESSION_BUS_ADDRESS
  std::chrono::milliseconds connect_timeout{0};
};

// The broker on the session bus. The connection is made at the first call and again at the first
// call after it was lost. The public members are for the JS thread and hand their work to the
// event loop; all else has its turn.
class DbusChannel final : public Channel,
                          public Pollable,
                          public MessageReader,
                          public std::enable_shared_from_this<DbusChannel> {
 public:
  DbusChannel(std::shared_ptr<EventLoop> loop, BusOptions options,
              std::shared_ptr<ChannelListener> listener);

  // Channel; JS thread.
  void start(CallId id, Call call) override;
  void cancel(CallId id) override;
  [[nodiscard]] std::optional<Outcome<Words>> probe(std::chrono::milliseconds timeout) override;
  void watch(bool on) override;
  void close() override;

  // Pollable and MessageReader; with the turn.
  void prepare() override;
  void collect(std::vector<pollfd>& descriptors) override;
  void ready(std::span<const pollfd> descriptors) override;
  [[nodiscard]] std::optional<Clock::time_point> deadline() const override;
  void expire(Clock::time_point now) override;
  bool onMessage(DBusMessage* message) override;

 private:
  [[nodiscard]] bool beginHere(CallId id, Call& call);  // on the JS thread; takes the call if true
  void tryBegin(CallId id, Call call);
  void begin(CallId id, Call call);
  void reply(CallId id, Outcome<Words> outcome);
  void transmit(CallId id);
  void finish(CallId id, Outcome<Words> outcome);
  void failAll(const Failure& failure);

  void connect();
  [[nodiscard]] std::optional<Failure> tryConnect();
  void readWhatCame();
  [[nodiscard]] bool onBusMessage(DBusMessage* message);
  [[nodiscard]] bool mayAnswer(const char* sender) const;
  void onHello(DBusMessage* message);
  void dropIfLost();
  void drop(const Failure& failure);
  [[nodiscard]] Failure connectFailure() const;
  [[nodiscard]] Failure lateness(Verb verb) const;  // of a call whose time is up
  // The connection, if Hello has been answered on it.
  [[nodiscard]] BusConnection* readyConnection() const noexcept {
    return connect_deadline_ ? nullptr : connection_.get();
  }

  const std::shared_ptr<EventLoop> loop_;
  const BusOptions options_;
  const std::shared_ptr<ChannelListener> listener_;
  OwnerProbe probe_;

  // With the turn of the loop only.
  const LibDbus* library_ = nullptr;
  CallTable calls_;
  OwnerWatch watch_;
  std::unique_ptr<BusConnection> connection_;
  std::optional<Clock::time_point> connect_deadline_;  // set until Hello is answered
  std::uint32_t hello_serial_ = 0;
  std::optional<Failure> hello_failure_;
  bool closed_ = false;
};

}  // namespace entra_broker::dbus
