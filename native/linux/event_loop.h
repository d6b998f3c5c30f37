// SPDX-License-Identifier: MIT
#pragma once

#include <poll.h>

#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <span>
#include <thread>
#include <vector>

#include "contract/channel.h"
#include "linux/file_descriptor.h"

namespace entra_broker {

// Something with file descriptors and deadlines that the broker thread serves.
class Pollable : private Pinned {
 public:
  virtual ~Pollable() = default;
  virtual void prepare() = 0;                                   // before each wait
  virtual void collect(std::vector<pollfd>& descriptors) = 0;   // appends what to wait for
  virtual void ready(std::span<const pollfd> descriptors) = 0;  // the same ones, answered
  [[nodiscard]] virtual std::optional<Clock::time_point> deadline() const = 0;
  virtual void expire(Clock::time_point now) = 0;
};

// The broker thread of one JS environment: runs tasks and serves the channels. It starts with the
// first task and ends in stop(). All libdbus calls happen in a turn: that of the thread, or one
// that the JS thread takes while the other sleeps. Only one can have the turn.
class EventLoop : private Pinned {
 public:
  using Task = std::function<void()>;

  ~EventLoop();

  // Any thread. False if the thread could not be started or has been stopped: the task is dropped.
  [[nodiscard]] bool post(Task task);

  // JS thread. Runs the task here and now if the broker thread sleeps, which saves waking it. False
  // if it has the turn or other tasks to run first, or if the task refused. Never waits.
  [[nodiscard]] bool runHere(const std::function<bool()>& task);

  // JS thread. Runs the tasks that are queued, then ends the thread and waits for it. Prompt: no
  // task blocks longer than a connect to a local socket.
  void stop() noexcept;

  // With the turn: in a task, or as a Pollable that is served.
  void add(std::shared_ptr<Pollable> pollable);
  void remove(const Pollable* pollable);
  // Runs the delivery when the turn is over: whoever it wakes may want the next one at once.
  void handOver(Task delivery) noexcept;

 private:
  // What the thread waits for. While it sleeps, poll() writes to `revents`; nothing else changes.
  struct Sleep {
    std::vector<std::shared_ptr<Pollable>> served;
    std::vector<pollfd> descriptors;
    std::vector<std::size_t> ends;  // of each pollable's descriptors
    std::optional<Clock::time_point> until;
    [[nodiscard]] bool covers(const Sleep& other) const;
  };
  void plan(Sleep& sleep) const;
  [[nodiscard]] bool sleepStillFits() const noexcept;
  [[nodiscard]] bool startLocked();
  void run() noexcept;
  [[nodiscard]] bool runTasks();
  void serve();
  [[nodiscard]] bool isIdle();
  [[nodiscard]] bool fallAsleep();  // false if there is something to do at once
  void wakeUp();
  [[nodiscard]] bool isServed(const Pollable* pollable) const;
  void wake() const noexcept;

  std::mutex mutex_;
  std::vector<Task> tasks_;  // guarded by mutex_
  bool stopping_ = false;    // guarded by mutex_
  bool asleep_ = false;      // guarded by mutex_; whoever ends the sleep writes to wakeup_
  std::thread thread_;       // guarded by mutex_ until stop(), which alone joins it
  FileDescriptor wakeup_;    // set before the thread starts

  std::mutex turn_;  // the broker thread lets go of it to deliver and to sleep
  std::vector<std::shared_ptr<Pollable>> pollables_;  // guarded by turn_, as are these:
  std::vector<Task> deliveries_;
  Sleep sleep_;
  bool sleep_is_stale_ = false;  // its descriptors are no longer those of the channels
};

}  // namespace entra_broker
