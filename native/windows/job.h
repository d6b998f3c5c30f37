// SPDX-License-Identifier: MIT
#pragma once

#include <memory>

#include "windows/interaction.h"
#include "windows/object_table.h"
#include "windows/pending_call.h"
#include "windows/sta_thread.h"

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

}  // namespace entra_broker::wam
