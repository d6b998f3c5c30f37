// SPDX-License-Identifier: MIT
#pragma once

#include <napi.h>

#include <memory>
#include <string>
#include <vector>

#include "binding/courier.h"
#include "contract/channel.h"

namespace entra_broker::binding {

// What one JS environment (main thread, worker, each copy of the package) owns: its courier and
// its platform with the broker thread. Kept as instance data; nothing is process-wide.
class Environment : private Pinned {
 public:
  // Starts the courier and the platform at the first channel, so that loading costs nothing.
  void begin(Napi::Env env);
  [[nodiscard]] const std::shared_ptr<Courier>& courier() const noexcept { return courier_; }
  [[nodiscard]] std::shared_ptr<Channel> open(const std::string& kind, Words options,
                                              std::shared_ptr<ChannelListener> listener);

 private:
  // Order matters: the channels settle their calls, the threads end, then nobody can call the
  // courier any more and it may go.
  static void onCleanup(void* self) noexcept;

  std::shared_ptr<Courier> courier_;
  std::unique_ptr<Platform> platform_;
  std::vector<std::weak_ptr<Channel>> channels_;
};

}  // namespace entra_broker::binding
