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
class Pollable {
 public:
  Pollable() = default;
  Pollable(const Pollable&) = delete;
  Pollable& operator=(const Pollable&) = delete;
  virtual ~Pollable() = default;
  virtual void prepare() = 0;                                   // before each wait
  virtual void collect(std::vector<pollfd>& descriptors) = 0;   // appends what to wait for
  virtual void ready(std::span<const pollfd> descriptors) = 0;  // the same ones, answered
  [[nodiscard]] virtual std::optional<Clock::time_point> deadline() const = 0;
  virtual void expire(Clock::time_point now) = 0;
};

// The broker thread of one JS environment: runs tasks and serves the channels. It starts with the
// first task and ends in stop(). All libdbus calls happen on it.
class EventLoop {
 public:
  using Task = std::function<void()>;

  EventLoop() = default;
  EventLoop(const EventLoop&) = delete;
  EventLoop& operator=(const EventLoop&) = delete;
  ~EventLoop();

  // Any thread. False if the thread could not be started or has been stopped: the task is dropped.
  [[nodiscard]] bool post(Task task);

  // JS thread. Runs the tasks that are queued, then ends the thread and waits for it. Prompt: no
  // task blocks longer than a connect to a local socket.
  void stop() noexcept;

  // Broker thread only.
  void add(std::shared_ptr<Pollable> pollable);
  void remove(const Pollable* pollable);

 private:
  [[nodiscard]] bool startLocked();
  void run() noexcept;
  [[nodiscard]] bool runTasks();
  void serve();
  [[nodiscard]] bool isServed(const Pollable* pollable) const;
  void wake() const noexcept;

  std::mutex mutex_;
  std::vector<Task> tasks_;  // guarded by mutex_
  bool stopping_ = false;    // guarded by mutex_
  std::thread thread_;       // guarded by mutex_ until stop(), which alone joins it
  FileDescriptor wakeup_;    // set before the thread starts
  std::vector<std::shared_ptr<Pollable>> pollables_;  // broker thread only
};

}  // namespace entra_broker
