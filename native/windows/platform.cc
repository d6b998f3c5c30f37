// SPDX-License-Identifier: MIT
#include <windows.h>

#include <memory>
#include <stdexcept>
#include <utility>

#include "contract/channel.h"
#include "windows/sta_thread.h"
#include "windows/wam_channel.h"
#include "windows/workers.h"

namespace entra_broker {
namespace {

constexpr std::chrono::milliseconds kStopTime{1'000};

// Node unloads the addon with the last environment that uses it, and a call into WAM that hangs, or
// a handler that Windows calls late, must find its code still there.
void keepModuleLoaded() {
  HMODULE module = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     reinterpret_cast<LPCWSTR>(&keepModuleLoaded), &module);
}

// Workers and message loop are the environment's own, as the broker thread is on Linux: they end
// with it, and nothing of it is left to another one.
class WindowsPlatform final : public Platform {
 public:
  WindowsPlatform() { keepModuleLoaded(); }

  [[nodiscard]] std::shared_ptr<Channel> open(const std::string& kind, Words options,
                                              std::shared_ptr<ChannelListener> listener) override {
    if (kind != "wam" || !options.empty()) {
      throw std::invalid_argument("a channel of Windows has the kind wam and no options");
    }
    return std::make_shared<wam::WamChannel>(workers_, sta_, std::move(listener));
  }

  void stop() noexcept override {
    const auto deadline = Clock::now() + kStopTime;
    sta_->stop(deadline);
    workers_->stop(deadline);
  }

 private:
  const std::shared_ptr<wam::Workers> workers_ = std::make_shared<wam::Workers>();
  const std::shared_ptr<wam::StaThread> sta_ = std::make_shared<wam::StaThread>();
};

}  // namespace

std::unique_ptr<Platform> makePlatform() { return std::make_unique<WindowsPlatform>(); }

}  // namespace entra_broker
