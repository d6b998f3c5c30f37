// SPDX-License-Identifier: MIT
#include <memory>
#include <utility>

#include "contract/channel.h"
#include "linux/dbus_channel.h"
#include "linux/event_loop.h"
#include "linux/program_channel.h"

namespace entra_broker {
namespace {

class LinuxPlatform final : public Platform {
 public:
  [[nodiscard]] std::shared_ptr<Channel> open(ChannelOptions options,
                                              std::shared_ptr<ChannelListener> listener) override {
    if (options.environment) {
      return std::make_shared<ProgramChannel>(*std::move(options.environment), std::move(listener));
    }
    return std::make_shared<dbus::DbusChannel>(loop_, std::move(options), std::move(listener));
  }
  void stop() noexcept override { loop_->stop(); }

 private:
  std::shared_ptr<EventLoop> loop_ = std::make_shared<EventLoop>();
};

}  // namespace

std::unique_ptr<Platform> makePlatform() { return std::make_unique<LinuxPlatform>(); }

}  // namespace entra_broker
