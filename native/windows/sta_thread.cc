// SPDX-License-Identifier: MIT
#include "windows/sta_thread.h"

#include <windows.h>

#include <algorithm>
#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "windows/own_window.h"
#include "windows/thread.h"
#include "windows/winrt.h"

namespace entra_broker::wam {
namespace {

constexpr UINT kWake = WM_APP;
constexpr const wchar_t* kClassName = L"EntraBrokerThread";

void runSafely(const StaThread::Task& task) noexcept {
  try {
    task();
  } catch (...) {
    // Whatever has to be answered was answered within: this is a lack of memory.
  }
}

}  // namespace

struct StaThread::State {
  struct Entry {
    Task task;
    std::chrono::milliseconds delay{};
  };

  std::mutex mutex;
  std::deque<Entry> tasks;  // guarded by mutex, as are these:
  HANDLE thread = nullptr;
  HWND window = nullptr;  // by whose messages it wakes, once it has one
  bool stopping = false;

  std::map<UINT_PTR, Task> delayed;  // the thread's own, by their timers
  UINT_PTR last_timer = 0;

  ~State() {
    if (thread != nullptr) CloseHandle(thread);
  }

  void run();
  static LRESULT CALLBACK procedure(HWND window, UINT message, WPARAM word, LPARAM details);
  void serve();
  void runTasks();
  void keep(Entry entry);
  void runDelayed(UINT_PTR timer);
};

StaThread::StaThread() : state_(std::make_shared<State>()) {}

StaThread::~StaThread() { stop(Clock::now()); }

bool StaThread::post(Task task, std::chrono::milliseconds delay) noexcept {
  try {
    const std::lock_guard lock(state_->mutex);
    if (state_->stopping) return false;
    state_->tasks.push_back({std::move(task), delay});
    if (state_->thread == nullptr) state_->thread = startThread(state_);
    if (state_->thread == nullptr) {
      state_->tasks.pop_back();
      return false;
    }
    if (state_->window != nullptr) PostMessageW(state_->window, kWake, 0, 0);
    return true;
  } catch (...) {
    return false;
  }
}

void StaThread::stop(Clock::time_point deadline) noexcept {
  HANDLE thread = nullptr;
  {
    const std::lock_guard lock(state_->mutex);
    state_->stopping = true;
    if (state_->window != nullptr) PostMessageW(state_->window, kWake, 0, 0);
    thread = state_->thread;
  }
  if (thread == nullptr) return;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  WaitForSingleObject(thread, static_cast<DWORD>(std::clamp<std::int64_t>(left, 0, 60'000)));
}

void StaThread::State::run() {
  runSafely([this] { serve(); });
  // Also where there was no window to be had: whoever comes now is told so.
  std::deque<Entry> dropped;  // go after the lock
  const std::lock_guard lock(mutex);
  stopping = true;
  dropped.swap(tasks);
}

void StaThread::State::serve() {
  const Apartment apartment(Apartment::Kind::single_threaded);
  auto* const made = makeWindow(kClassName, procedure, 0, RECT{}, HWND_MESSAGE);
  SetWindowLongPtrW(made, GWLP_USERDATA, reinterpret_cast<LONG_PTR>(this));
  {
    const std::lock_guard lock(mutex);
    window = made;
  }
  runTasks();
  MSG message;
  while (GetMessageW(&message, nullptr, 0, 0) > 0) {
    TranslateMessage(&message);
    DispatchMessageW(&message);
  }
  const std::lock_guard lock(mutex);
  window = nullptr;
  DestroyWindow(made);
}

LRESULT CALLBACK StaThread::State::procedure(HWND window, UINT message, WPARAM word,
                                             LPARAM details) {
  auto* const state = reinterpret_cast<State*>(  // NOLINT(performance-no-int-to-ptr): it was one
      GetWindowLongPtrW(window, GWLP_USERDATA));
  if (state == nullptr || (message != kWake && message != WM_TIMER)) {
    return DefWindowProcW(window, message, word, details);
  }
  if (message == kWake) state->runTasks();
  if (message == WM_TIMER) state->runDelayed(word);
  return 0;
}

// One at a time: another call of this, within a task, goes on with the next.
void StaThread::State::runTasks() {
  for (;;) {
    Entry next;
    {
      const std::lock_guard lock(mutex);
      if (tasks.empty()) break;
      next = std::move(tasks.front());
      tasks.pop_front();
    }
    if (next.delay.count() > 0) {
      keep(std::move(next));
    } else {
      runSafely(next.task);
    }
  }
  {
    const std::lock_guard lock(mutex);
    if (!stopping) return;
  }
  while (!delayed.empty()) runDelayed(delayed.begin()->first);
  PostQuitMessage(0);
}

void StaThread::State::keep(Entry entry) {
  const UINT_PTR timer = ++last_timer;
  delayed[timer] = std::move(entry.task);
  SetTimer(window, timer, static_cast<UINT>(entry.delay.count()), nullptr);
}

void StaThread::State::runDelayed(UINT_PTR timer) {
  KillTimer(window, timer);
  const auto found = delayed.extract(timer);
  if (!found.empty()) runSafely(found.mapped());
}

}  // namespace entra_broker::wam
