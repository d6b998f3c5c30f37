// SPDX-License-Identifier: MIT
#include "binding/environment.h"

#include <exception>
#include <utility>

namespace entra_broker::binding {

void Environment::begin(Napi::Env env) {
  if (platform_) return;
  courier_ = Courier::open(env);
  platform_ = makePlatform();
  // Hooks run last in, first out: added after the courier's thread-safe function, ours comes
  // before Node finalises that, while the broker thread may still be calling it.
  napi_add_env_cleanup_hook(env, &onCleanup, this);
}

std::shared_ptr<Channel> Environment::open(const std::string& kind, Words options,
                                           std::shared_ptr<ChannelListener> listener) {
  std::erase_if(channels_, [](const auto& channel) { return channel.expired(); });
  auto channel = platform_->open(kind, std::move(options), std::move(listener));
  channels_.push_back(channel);
  return channel;
}

void Environment::onCleanup(void* self) noexcept {
  auto* environment = static_cast<Environment*>(self);
  try {
    for (const auto& weak : environment->channels_) {
      if (const auto channel = weak.lock()) {
        channel->close();
        channel->end();
      }
    }
  } catch (const std::exception&) {
    // Out of memory for the task that closes: the thread ends all the same and drops the rest.
  }
  environment->platform_->stop();
  environment->courier_->close();
}

}  // namespace entra_broker::binding
