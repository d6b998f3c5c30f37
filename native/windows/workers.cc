// SPDX-License-Identifier: MIT
#include "windows/workers.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <vector>

#include "windows/thread.h"
#include "windows/winrt.h"

namespace entra_broker::wam {
namespace {

constexpr std::size_t kMostThreads = 8;

}  // namespace

// Shared by the pool and each of its threads.
struct Workers::State {
  using Task = std::function<void()>;

  std::mutex mutex;
  std::condition_variable changed;
  // All guarded by mutex.
  std::deque<Task> tasks;
  std::vector<HANDLE> threads;
  std::size_t idle = 0;
  bool stopping = false;

  // Null when there is nothing to do any more.
  [[nodiscard]] Task next() {
    std::unique_lock lock(mutex);
    ++idle;
    changed.wait(lock, [this] { return stopping || !tasks.empty(); });
    --idle;
    if (tasks.empty()) return nullptr;
    Task task = std::move(tasks.front());
    tasks.pop_front();
    return task;
  }

  // With the lock. Whether there is any thread.
  static bool ensureThread(const std::shared_ptr<State>& state) {
    if (state->idle >= state->tasks.size() || state->threads.size() >= kMostThreads) return true;
    state->threads.reserve(kMostThreads);
    HANDLE thread = startThread(state);
    if (thread == nullptr) return !state->threads.empty();
    state->threads.push_back(thread);
    return true;
  }

  void run() {
    // Where it fails, so does each call that follows, and says why.
    const Apartment apartment(Apartment::Kind::multi_threaded);
    while (const Task task = next()) {
      try {
        task();
      } catch (...) {
        // Tasks settle their calls themselves.
      }
    }
  }
};

Workers::Workers() : state_(std::make_shared<State>()) {}

Workers::~Workers() { stop(Clock::now()); }

bool Workers::post(std::function<void()> task) noexcept {
  try {
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping) return false;
    state_->tasks.push_back(std::move(task));
    if (!State::ensureThread(state_)) {
      state_->tasks.pop_back();
      return false;
    }
    state_->changed.notify_one();
    return true;
  } catch (...) {
    return false;  // out of memory
  }
}

void Workers::stop(Clock::time_point deadline) noexcept {
  std::vector<HANDLE> threads;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    threads.swap(state_->threads);
  }
  state_->changed.notify_all();
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  WaitForMultipleObjects(static_cast<DWORD>(threads.size()), threads.data(), TRUE,
                         static_cast<DWORD>(std::max<std::int64_t>(left, 0)));
  for (HANDLE thread : threads) CloseHandle(thread);
  std::deque<State::Task> dropped;  // go after the lock
  const std::lock_guard lock(state_->mutex);
  dropped.swap(state_->tasks);
}

}  // namespace entra_broker::wam
