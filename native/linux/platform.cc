// SPDX-License-Identifier: MIT
#include <charconv>
#include <memory>
#include <stdexcept>
#include <utility>

#include "contract/channel.h"
#include "linux/dbus_channel.h"
#include "linux/event_loop.h"
#include "linux/program_channel.h"

namespace entra_broker {
namespace {

dbus::BusOptions busFrom(const Words& words) {
  int timeout = -1;
  if (words.size() == 2) {
    std::from_chars(words[1].data(), std::to_address(words[1].end()), timeout);
  }
  if (timeout < 0) throw std::invalid_argument("entra-broker: a bus has an address and a timeout");
  return {.address = words[0], .connect_timeout = std::chrono::milliseconds(timeout)};
}

class LinuxPlatform final : public Platform {
 public:
  [[nodiscard]] std::shared_ptr<Channel> open(const std::string& kind, Words options,
                                              std::shared_ptr<ChannelListener> listener) override {
    if (kind == "dbus") {
      return std::make_shared<dbus::DbusChannel>(loop_, busFrom(options), std::move(listener));
    }
    if (kind == "programs") {
      return std::make_shared<ProgramChannel>(std::move(options), std::move(listener));
    }
    throw std::invalid_argument("entra-broker: Linux has no such native channel");
  }
  void stop() noexcept override { loop_->stop(); }

 private:
  std::shared_ptr<EventLoop> loop_ = std::make_shared<EventLoop>();
};

}  // namespace

std::unique_ptr<Platform> makePlatform() { return std::make_unique<LinuxPlatform>(); }

}  // namespace entra_broker
