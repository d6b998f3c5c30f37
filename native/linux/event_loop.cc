// SPDX-License-Identifier: MIT
#include "linux/event_loop.h"

#include <pthread.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <csignal>
#include <cstdint>
#include <system_error>
#include <utility>

namespace entra_broker {
namespace {

// A thread of a library must not be the one that a signal for the process lands on.
class AllSignalsBlocked {
 public:
  AllSignalsBlocked() noexcept {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &previous_);
  }
  AllSignalsBlocked(const AllSignalsBlocked&) = delete;
  AllSignalsBlocked& operator=(const AllSignalsBlocked&) = delete;
  ~AllSignalsBlocked() { pthread_sigmask(SIG_SETMASK, &previous_, nullptr); }

 private:
  sigset_t previous_{};
};

int millisecondsUntil(std::optional<Clock::time_point> deadline) {
  if (!deadline) return -1;
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 60'000));
}

}  // namespace

EventLoop::~EventLoop() { stop(); }

bool EventLoop::post(Task task) {
  const std::lock_guard lock(mutex_);
  if (stopping_ || !startLocked()) return false;
  tasks_.push_back(std::move(task));
  wake();
  return true;
}

bool EventLoop::startLocked() {
  if (thread_.joinable()) return true;
  if (!wakeup_.valid()) wakeup_ = FileDescriptor(eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK));
  if (!wakeup_.valid()) return false;
  try {
    const AllSignalsBlocked blocked;
    thread_ = std::thread([this] { run(); });
  } catch (const std::system_error&) {
    return false;  // no more threads to be had; the next call tries again
  }
  pthread_setname_np(thread_.native_handle(), "entra-broker");
  return true;
}

void EventLoop::stop() noexcept {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
    if (!thread_.joinable()) return;
    wake();
  }
  thread_.join();
}

void EventLoop::wake() const noexcept {
  const std::uint64_t one = 1;
  // Fails only when the counter is full, and then the thread is about to wake anyway.
  [[maybe_unused]] const auto written = ::write(wakeup_.get(), &one, sizeof(one));
}

void EventLoop::add(std::shared_ptr<Pollable> pollable) {
  pollables_.push_back(std::move(pollable));
}

void EventLoop::remove(const Pollable* pollable) {
  std::erase_if(pollables_, [pollable](const auto& each) { return each.get() == pollable; });
}

bool EventLoop::isServed(const Pollable* pollable) const {
  return std::ranges::any_of(pollables_,
                             [pollable](const auto& each) { return each.get() == pollable; });
}

void EventLoop::run() noexcept {
  while (runTasks()) {
    try {
      serve();
    } catch (const std::exception&) {
      // Out of memory while waiting: what was collected is dropped, the next round tries again.
    }
  }
  pollables_.clear();
}

bool EventLoop::runTasks() {
  std::vector<Task> tasks;
  bool stopping = false;
  {
    const std::lock_guard lock(mutex_);
    tasks.swap(tasks_);
    stopping = stopping_;
  }
  for (const auto& task : tasks) {
    try {
      task();
    } catch (const std::exception&) {
      // A task settles its own call on failure; nothing may end the thread that serves the others.
    }
  }
  return !stopping;
}

void EventLoop::serve() {
  // A copy, since serving one channel may remove it or another.
  const auto served = pollables_;
  std::vector<pollfd> descriptors{{.fd = wakeup_.get(), .events = POLLIN, .revents = 0}};
  std::vector<std::size_t> ends;
  std::optional<Clock::time_point> next;
  for (const auto& pollable : served) {
    pollable->prepare();
    pollable->collect(descriptors);
    ends.push_back(descriptors.size());
    const auto deadline = pollable->deadline();
    if (deadline && (!next || *deadline < *next)) next = deadline;
  }

  ::poll(descriptors.data(), descriptors.size(), millisecondsUntil(next));

  if ((descriptors.front().revents & POLLIN) != 0) {
    std::uint64_t count = 0;
    [[maybe_unused]] const auto taken = ::read(wakeup_.get(), &count, sizeof(count));
  }
  const std::span<const pollfd> all(descriptors);
  std::size_t begin = 1;
  for (std::size_t index = 0; index < served.size(); ++index) {
    const auto own = all.subspan(begin, ends[index] - begin);
    begin = ends[index];
    if (!isServed(served[index].get())) continue;
    served[index]->ready(own);
    served[index]->expire(Clock::now());
  }
}

}  // namespace entra_broker
