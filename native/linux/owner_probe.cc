// SPDX-License-Identifier: MIT
#include "linux/owner_probe.h"

#include <utility>

namespace entra_broker::dbus {

bool OwnerProbe::begin() {
  const std::lock_guard lock(mutex_);
  if (phase_ != Phase::idle) return false;
  phase_ = Phase::asking;
  return true;
}

std::optional<Outcome<Words>> OwnerProbe::wait(std::chrono::milliseconds timeout) {
  std::unique_lock lock(mutex_);
  answered_.wait_for(lock, timeout, [this] { return phase_ == Phase::answered; });
  if (phase_ != Phase::answered) return std::nullopt;
  phase_ = Phase::idle;
  return std::move(answer_);
}

void OwnerProbe::ask(const LibDbus& library, BusConnection& connection) {
  {
    const std::lock_guard lock(mutex_);
    if (phase_ != Phase::asking || owner_serial_ != 0) return;
  }
  const auto serial = connection.send(busCall(library, "NameHasOwner", kBrokerName));
  if (!serial) return answer(failureOf(FailureCode::internal));
  owner_serial_ = *serial;
}

bool OwnerProbe::onReply(const LibDbus& library, BusConnection& connection, DBusMessage* message) {
  const auto serial = library.message_get_reply_serial(message);
  if (serial == 0 || (serial != owner_serial_ && serial != listing_serial_)) return false;
  const bool answers_listing = serial == listing_serial_;
  owner_serial_ = 0;
  listing_serial_ = 0;
  if (!answers_listing && readBoolean(library, message).value_or(false)) {
    answer(Words{"1"});
  } else if (!answers_listing) {
    const auto listing = connection.send(busCall(library, "ListActivatableNames", nullptr));
    if (!listing) answer(failureOf(FailureCode::internal));
    listing_serial_ = listing.value_or(0);
  } else if (listsName(library, message, kBrokerName)) {
    answer(Words{"0"});
  } else {
    answer(failureOf(FailureCode::name_unavailable, kBrokerName));
  }
  return true;
}

void OwnerProbe::answer(Outcome<Words> answer) {
  {
    const std::lock_guard lock(mutex_);
    if (phase_ != Phase::asking) return;
    phase_ = Phase::answered;
    answer_ = std::move(answer);
  }
  answered_.notify_all();
}

}  // namespace entra_broker::dbus
