// SPDX-License-Identifier: MIT
#include "linux/event_loop.h"

#include <pthread.h>
#include <sys/eventfd.h>

#include <algorithm>
#include <cstdint>
#include <system_error>
#include <tuple>
#include <utility>

#include "linux/thread.h"

namespace entra_broker {
namespace {

// Lets go of a mutex that is held, until the end of a scope.
class Released : private Pinned {
 public:
  explicit Released(std::mutex& mutex) : mutex_(mutex) { mutex_.unlock(); }
  ~Released() { mutex_.lock(); }

 private:
  std::mutex& mutex_;
};

}  // namespace

EventLoop::~EventLoop() { stop(); }

bool EventLoop::post(Task task) {
  {
    const std::lock_guard lock(mutex_);
    if (stopping_ || !startLocked()) return false;
    tasks_.push_back(std::move(task));
    if (!std::exchange(asleep_, false)) return true;
  }
  // After unlocking: the thread must not wake up only to wait for the one who woke it.
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
  // Fails only when the counter is full, and then the thread is about to wake anyway.
  std::ignore = eventfd_write(wakeup_.get(), 1);
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

bool EventLoop::runHere(const std::function<bool()>& task) {
  const std::unique_lock turn(turn_, std::try_to_lock);
  if (!turn.owns_lock() || !isIdle() || !task()) return false;
  if (!sleepStillFits()) {
    sleep_is_stale_ = true;
    wake();
  }
  return true;
}

bool EventLoop::sleepStillFits() const noexcept {
  try {
    Sleep wanted;
    wanted.served = pollables_;
    plan(wanted);
    return deliveries_.empty() && sleep_.covers(wanted);
  } catch (const std::exception&) {
    return false;  // out of memory: let the thread look for itself
  }
}

void EventLoop::handOver(Task delivery) noexcept {
  try {
    deliveries_.push_back(std::move(delivery));
  } catch (const std::exception&) {
    // Out of memory. The deadline of the layer above settles the call.
  }
}

void EventLoop::run() noexcept {
  const std::lock_guard turn(turn_);
  while (runTasks()) {
    try {
      serve();
    } catch (const std::exception&) {
      // Out of memory while waiting: what was collected is dropped, the next round tries again.
    }
  }
  // They refer to this loop: what is kept here would keep it alive.
  pollables_.clear();
  sleep_.served.clear();
  for (const auto& delivery : std::exchange(deliveries_, {})) delivery();
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

bool EventLoop::isIdle() {
  const std::lock_guard lock(mutex_);
  return tasks_.empty() && !stopping_;
}

bool EventLoop::fallAsleep() {
  const std::lock_guard lock(mutex_);
  asleep_ = tasks_.empty() && !stopping_;
  return asleep_;
}

void EventLoop::wakeUp() {
  const std::lock_guard lock(mutex_);
  asleep_ = false;
}

void EventLoop::plan(Sleep& sleep) const {
  sleep.descriptors.assign({{.fd = wakeup_.get(), .events = POLLIN, .revents = 0}});
  sleep.ends.clear();
  // Not for ever while there is a connection: the next call would have to wake the thread.
  sleep.until.reset();
  if (!sleep.served.empty()) sleep.until = Clock::now() + kLongestSleep;
  for (const auto& pollable : sleep.served) {
    pollable->collect(sleep.descriptors);
    sleep.ends.push_back(sleep.descriptors.size());
    const auto deadline = pollable->deadline();
    if (deadline && (!sleep.until || *deadline < *sleep.until)) sleep.until = deadline;
  }
}

bool EventLoop::Sleep::covers(const Sleep& other) const {
  const auto same = [](const pollfd& one, const pollfd& two) {
    return one.fd == two.fd && one.events == two.events;
  };
  return std::ranges::equal(descriptors, other.descriptors, same) &&
         (!other.until || (until && *until <= *other.until));
}

void EventLoop::serve() {
  // A copy, since serving one channel may remove it or another.
  sleep_.served = pollables_;
  for (const auto& pollable : sleep_.served) pollable->prepare();
  plan(sleep_);
  const auto deliveries = std::exchange(deliveries_, {});
  auto& [served, descriptors, ends, until] = sleep_;
  {
    const Released released(turn_);
    for (const auto& delivery : deliveries) delivery();
    ::poll(descriptors.data(), descriptors.size(), fallAsleep() ? millisecondsUntil(until) : 0);
    wakeUp();
    if ((descriptors.front().revents & POLLIN) != 0) {
      eventfd_t count = 0;
      std::ignore = eventfd_read(wakeup_.get(), &count);
    }
  }
  if (std::exchange(sleep_is_stale_, false)) return;
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
