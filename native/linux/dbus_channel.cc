// SPDX-License-Identifier: MIT
#include "linux/dbus_channel.h"

#include <poll.h>

#include <exception>
#include <string_view>
#include <tuple>
#include <utility>

#include "linux/bus_address.h"

namespace entra_broker::dbus {
DbusChannel::DbusChannel(std::shared_ptr<EventLoop> loop, BusOptions options,
                         std::shared_ptr<ChannelListener> listener)
    : loop_(std::move(loop)),
      options_(std::move(options)),
      listener_(std::move(listener)),
      watch_(*listener_) {}

void DbusChannel::start(CallId id, Call call) {
  requireWords(call);
  if (loop_->runHere([&] { return beginHere(id, call); })) return;
  const bool posted =
      loop_->post([self = shared_from_this(), id, call = std::move(call)]() mutable {
        self->tryBegin(id, std::move(call));
      });
  if (!posted) listener_->onReply(id, failureOf(FailureCode::internal, "no broker thread"));
}

void DbusChannel::cancel(CallId id) {
  // A task that is not posted has nothing to cancel: the broker thread never ran.
  std::ignore = loop_->post(
      [self = shared_from_this(), id] { self->finish(id, failureOf(FailureCode::canceled)); });
}

std::optional<Outcome<Words>> DbusChannel::probe(std::chrono::milliseconds timeout) {
  if (probe_.begin()) {
    const bool posted = loop_->post([self = shared_from_this()] {
      self->connect();
      if (auto* connection = self->readyConnection()) {
        self->probe_.ask(*self->library_, *connection);
      }
    });
    if (!posted) probe_.answer(failureOf(FailureCode::internal, "no broker thread"));
  }
  return probe_.wait(timeout);
}

void DbusChannel::watch(bool on) {
  std::ignore = loop_->post([self = shared_from_this(), on] {
    if (self->closed_) return;
    if (!on) return self->watch_.turnOff();
    // Before connecting: a bus that is not there is the first state, and its coming a change.
    self->watch_.turnOn(self->library_, self->readyConnection());
    self->connect();
  });
}

void DbusChannel::close() {
  std::ignore = loop_->post([self = shared_from_this()] {
    self->closed_ = true;
    self->watch_.turnOff();
    self->drop(failureOf(FailureCode::closed));
  });
}

bool DbusChannel::beginHere(CallId id, Call& call) {
  // What may take longer than a send is left to the broker thread.
  if (closed_ || call.only_while || readyConnection() == nullptr) return false;
  tryBegin(id, std::move(call));
  return true;
}

void DbusChannel::tryBegin(CallId id, Call call) {
  try {
    begin(id, std::move(call));
  } catch (const std::exception&) {
    finish(id, failureOf(FailureCode::internal, "out of memory"));
  }
}

void DbusChannel::begin(CallId id, Call call) {
  if (closed_) return reply(id, failureOf(FailureCode::closed));
  if (call.only_while) {
    // The answer that makes this call pointless may lie in the socket already.
    readWhatCame();
    if (!calls_.isOnWire(*call.only_while)) {
      // Not sent yet, then never: its window would open with nobody to wait for it.
      finish(*call.only_while, failureOf(FailureCode::canceled));
      return reply(id, failureOf(FailureCode::not_sent));
    }
  }
  const auto deadline = Clock::now() + call.timeout;
  calls_.add(id, std::move(call), deadline);
  connect();
  if (readyConnection() != nullptr) transmit(id);
}

void DbusChannel::transmit(CallId id) {
  const Call* call = calls_.unsent(id);
  if (call == nullptr) return;
  const auto serial = connection_->send(brokerCall(*library_, *call));
  if (!serial) return finish(id, failureOf(FailureCode::internal, "out of memory"));
  calls_.markSent(id, *serial);
}

void DbusChannel::finish(CallId id, Outcome<Words> outcome) {
  if (calls_.take(id)) reply(id, std::move(outcome));
}

void DbusChannel::reply(CallId id, Outcome<Words> outcome) {
  loop_->handOver([listener = listener_, id, outcome = std::move(outcome)]() mutable {
    listener->onReply(id, std::move(outcome));
  });
}

void DbusChannel::failAll(const Failure& failure) {
  for (const CallId id : calls_.ids()) finish(id, failure);
  probe_.answer(failure);
}

void DbusChannel::connect() {
  if (connection_) return;
  if (auto failure = closed_ ? failureOf(FailureCode::closed) : tryConnect()) drop(*failure);
}

std::optional<Failure> DbusChannel::tryConnect() {
  auto library = loadLibDbus();
  if (auto* failure = std::get_if<Failure>(&library)) return std::move(*failure);
  library_ = std::get<const LibDbus*>(library);
  auto address = reachableAddress(*library_, options_.address, options_.connect_timeout);
  if (auto* failure = std::get_if<Failure>(&address)) return std::move(*failure);
  auto opened = BusConnection::open(*library_, std::get<std::string>(address), *this);
  if (auto* failure = std::get_if<Failure>(&opened)) return std::move(*failure);
  connection_ = std::move(std::get<std::unique_ptr<BusConnection>>(opened));
  // Hello by hand: dbus_bus_register() would block the thread for as long as the bus likes.
  const auto hello = connection_->send(busCall(*library_, "Hello", nullptr));
  if (!hello) return failureOf(FailureCode::internal, "out of memory");
  hello_serial_ = *hello;
  connect_deadline_ = Clock::now() + options_.connect_timeout;
  loop_->add(shared_from_this());
  return std::nullopt;
}

void DbusChannel::readWhatCame() {
  if (!connection_) return;
  std::vector<pollfd> descriptors;
  connection_->collect(descriptors);
  ::poll(descriptors.data(), descriptors.size(), 0);
  connection_->ready(descriptors);
}

void DbusChannel::onHello(DBusMessage* message) {
  hello_serial_ = 0;
  const auto name = readString(*library_, message);
  if (library_->message_get_type(message) == kMessageError || !name) {
    const char* error = library_->message_get_error_name(message);
    hello_failure_ = failureOf(FailureCode::bus_without_hello, error == nullptr ? "" : error);
    return;
  }
  connection_->setUniqueName(*name);
  connect_deadline_.reset();
  watch_.onConnected(*library_, *connection_);
  probe_.ask(*library_, *connection_);
  for (const CallId id : calls_.unsentIds()) transmit(id);
}

void DbusChannel::dropIfLost() {
  if (!connection_) return;
  if (hello_failure_) {
    const Failure failure = *hello_failure_;
    hello_failure_.reset();
    return drop(failure);
  }
  if (!connection_->lost()) return;
  drop(connect_deadline_ ? failureOf(FailureCode::bus_unreachable, "hung up before Hello")
                         : failureOf(FailureCode::disconnected));
}

void DbusChannel::drop(const Failure& failure) {
  loop_->remove(this);
  connection_.reset();
  connect_deadline_.reset();
  hello_serial_ = 0;
  failAll(failure);
  watch_.onDisconnected();
}

Failure DbusChannel::connectFailure() const {
  return failureOf(connection_ && connection_->authenticated() ? FailureCode::bus_without_hello
                                                               : FailureCode::bus_silent);
}

void DbusChannel::prepare() {
  if (connection_) connection_->dispatch();
  dropIfLost();
}

void DbusChannel::collect(std::vector<pollfd>& descriptors) {
  if (connection_) connection_->collect(descriptors);
}

void DbusChannel::ready(std::span<const pollfd> descriptors) {
  if (connection_) connection_->ready(descriptors);
  dropIfLost();
}

std::optional<Clock::time_point> DbusChannel::deadline() const {
  const auto next = calls_.nextDeadline();
  if (!connect_deadline_ || (next && *next < *connect_deadline_)) return next;
  return connect_deadline_;
}

void DbusChannel::expire(Clock::time_point now) {
  for (const CallId id : calls_.expired(now)) {
    if (const auto verb = calls_.take(id)) reply(id, lateness(*verb));
  }
  if (connect_deadline_ && *connect_deadline_ <= now) drop(connectFailure());
}

Failure DbusChannel::lateness(Verb verb) const {
  if (verb == Verb::invoke) return failureOf(FailureCode::timed_out);
  return connect_deadline_ ? connectFailure() : failureOf(FailureCode::too_slow);
}

bool DbusChannel::onMessage(DBusMessage* message) {
  const char* sender = library_->message_get_sender(message);
  if (sender != nullptr && std::string_view(sender) == kBusName && onBusMessage(message)) {
    return true;
  }
  const int type = library_->message_get_type(message);
  if (type != kMessageMethodReturn && type != kMessageError) return false;
  // Unknown serials are late replies to calls that nobody waits for, or a second reply.
  const auto id = calls_.findBySerial(library_->message_get_reply_serial(message));
  if (!id || !mayAnswer(sender)) return true;
  if (const auto verb = calls_.take(*id)) reply(*id, readReply(*library_, message, *verb));
  return true;
}

bool DbusChannel::onBusMessage(DBusMessage* message) {
  if (watch_.onMessage(*library_, *connection_, message)) return true;
  const auto serial = library_->message_get_reply_serial(message);
  if (serial != 0 && serial == hello_serial_) {
    onHello(message);
    return true;
  }
  return probe_.onReply(*library_, *connection_, message);
}

bool DbusChannel::mayAnswer(const char* sender) const {
  // A bus with the usual policy delivers replies that were not asked of their sender, and serials
  // can be guessed (measured with dbus-daemon 1.14): only the broker answers, or the bus for it.
  return sender != nullptr && (std::string_view(sender) == kBusName || watch_.isBroker(sender));
}

}  // namespace entra_broker::dbus
