// SPDX-License-Identifier: MIT
#pragma once

#include <memory>
#include <string_view>

#include "windows/interaction.h"
#include "windows/object_table.h"
#include "windows/pending_call.h"
#include "windows/sta_thread.h"
#include "windows/words.h"

namespace entra_broker::wam {

// A call at work, and all that its verb may touch: shared, since a thread that hangs, or a handler
// that is called late, outlives the channel.
struct Job {
  std::shared_ptr<PendingCall> call;
  std::shared_ptr<ObjectTable> objects;
  std::shared_ptr<StaThread> sta;
  std::shared_ptr<Interactions> interactions;
  std::shared_ptr<ChannelListener> listener;  // for events
};

// Does one thing with the words that follow its name (lib/channels/wam), and completes the job's
// call: now, or when Windows has answered. Throws CallFailed.
using Verb = void (*)(const Job&, WordReader&);

// Throws std::invalid_argument for a name of none.
[[nodiscard]] Verb verbNamed(std::string_view name);

// On a worker.
void run(Verb verb, const Job& job, WordReader words) noexcept;

}  // namespace entra_broker::wam
