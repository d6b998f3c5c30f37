// SPDX-License-Identifier: MIT
#pragma once

#include <functional>
#include <memory>
#include <mutex>
#include <utility>
#include <vector>

#include "contract/channel.h"
#include "windows/abi/com_ptr.h"
#include "windows/abi/foundation.h"

namespace entra_broker::wam {

class StaThread;
class WindowCloser;

// A call that may have a window of WAM's open. Any thread.
class Interaction : private Pinned, public std::enable_shared_from_this<Interaction> {
 public:
  using Self = std::shared_ptr<Interaction>;

  explicit Interaction(std::shared_ptr<StaThread> thread) : thread_(std::move(thread)) {}

  // Has `show` run on the thread for windows; `fail` is told what it throws, or that it was
  // canceled before. Throws CallFailed if there is no such thread.
  [[nodiscard]] static Self begin(const std::shared_ptr<StaThread>& thread,
                                  std::function<void(const Self&)> show,
                                  std::function<void(Failure)> fail);

  // Returns at once. Cancels the operation, then closes the windows that it has opened: first when
  // it had time to obey, then those that come later, until it has ended or 5 s have passed.
  void cancel();
  // Returns at once. For the end of a process or worker: closes those that are there.
  void closeWindows() noexcept;

  // What there is to cancel and to close; kept until the operation has ended.
  void hasBegun(abi::ComPtr<abi::IAsyncInfo> operation,
                std::shared_ptr<const WindowCloser> windows);
  void hasEnded() noexcept;

 private:
  struct Begun {
    abi::ComPtr<abi::IAsyncInfo> operation;
    std::shared_ptr<const WindowCloser> windows;
  };
  [[nodiscard]] bool isCanceled() const;
  [[nodiscard]] Begun begun() const;
  void endEarly(const Begun& begun);
  [[nodiscard]] bool closeUntil(Clock::time_point deadline);

  const std::shared_ptr<StaThread> thread_;
  mutable std::mutex mutex_;
  bool canceled_ = false;  // guarded by mutex_
  Begun begun_;            // guarded by mutex_
};

// The calls of a channel that have windows of Windows' open, or may have. Any thread.
class Interactions : private Pinned {
 public:
  void add(const std::shared_ptr<Interaction>& interaction) {
    const std::lock_guard lock(mutex_);
    std::erase_if(all_, [](const auto& each) { return each.expired(); });
    all_.push_back(interaction);
  }

  // Those that are there now.
  void closeWindows() {
    const std::lock_guard lock(mutex_);
    for (const auto& each : all_) {
      if (const auto interaction = each.lock()) interaction->closeWindows();
    }
  }

 private:
  std::mutex mutex_;
  std::vector<std::weak_ptr<Interaction>> all_;  // guarded by mutex_
};

}  // namespace entra_broker::wam
