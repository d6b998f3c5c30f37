// SPDX-License-Identifier: MIT
#include "linux/program.h"

#include <fcntl.h>
#include <poll.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <system_error>
#include <tuple>
#include <utility>

#include "linux/file_descriptor.h"
#include "linux/thread.h"

namespace entra_broker {
namespace {

constexpr std::size_t kLargestOutput = std::size_t{8} * 1024 * 1024;
// System calls that older C libraries have no name for; the same numbers on every architecture.
constexpr long kPidfdOpen = 434;
constexpr long kCloseRange = 436;
constexpr unsigned kFirstOther = STDERR_FILENO + 1;

Failure systemFailure() {
  return failureOf(FailureCode::internal, std::generic_category().message(errno));
}

std::vector<char*> pointersTo(const Words& texts) {
  std::vector<char*> pointers;
  // execve() takes them as not constant, and leaves them alone.
  for (const auto& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));  // NOLINT
  pointers.push_back(nullptr);
  return pointers;
}

// The child between fork and exec: system calls only, since other threads may have held any lock.
[[noreturn]] void become(char* const* command, char* const* environment, int nothing, int output,
                         pid_t parent) noexcept {
  ::setpgid(0, 0);
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  const bool orphaned = ::getppid() != parent;  // before the kernel knew our wish
  for (int each = 1; each < NSIG; ++each) std::ignore = ::signal(each, SIG_DFL);
  sigset_t none;
  sigemptyset(&none);
  ::pthread_sigmask(SIG_SETMASK, &none, nullptr);
  // Above the standard ones: where those were closed, they are among them.
  nothing = ::fcntl(nothing, F_DUPFD_CLOEXEC, kFirstOther);
  output = ::fcntl(output, F_DUPFD_CLOEXEC, kFirstOther);
  if (!orphaned && ::dup2(nothing, STDIN_FILENO) >= 0 && ::dup2(output, STDOUT_FILENO) >= 0 &&
      ::dup2(nothing, STDERR_FILENO) >= 0 && ::syscall(kCloseRange, kFirstOther, ~0U, 0U) == 0) {
    ::execve(*command, command, environment);
  }
  ::_exit(127);  // as a shell says that it cannot be run
}

// A process that was started, until nothing of it is left. SIGCHLD is Node's: this one alone is
// waited for.
class Child : private Pinned {
 public:
  Child(pid_t pid, FileDescriptor output)
      : pid_(pid),
        output_(std::move(output)),
        end_(static_cast<int>(::syscall(kPidfdOpen, pid, 0U))) {}
  ~Child() { std::ignore = end(); }

  [[nodiscard]] Outcome<Words> reply(Clock::time_point deadline, int stop) {
    if (!end_.valid()) return systemFailure();
    for (bool ended = false; !ended;) {
      std::array<pollfd, 3> waiting{{{.fd = output_.get(), .events = POLLIN, .revents = 0},
                                     {.fd = end_.get(), .events = POLLIN, .revents = 0},
                                     {.fd = stop, .events = POLLIN, .revents = 0}}};
      ::poll(waiting.data(), waiting.size(), millisecondsUntil(deadline));
      ended = waiting[1].revents != 0;  // before reading: all that it wrote is in the pipe by then
      read();
      if (waiting[2].revents != 0) return failureOf(FailureCode::canceled);
      if (text_.size() > kLargestOutput) return failureOf(FailureCode::reply_too_large);
      if (!ended && Clock::now() >= deadline) return failureOf(FailureCode::timed_out);
    }
    const int status = end();
    return Words{std::move(text_), std::to_string(status)};
  }

 private:
  void read() {
    std::array<char, 16'384> buffer{};
    while (output_.valid() && text_.size() <= kLargestOutput) {
      const auto count = ::read(output_.get(), buffer.data(), buffer.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0 && errno == EAGAIN) return;
      if (count <= 0) output_ = FileDescriptor();
      text_.append(buffer.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0)));
    }
  }

  // Kills it, if it still runs, and what it has started in its group: before waiting for it, since
  // the number may be another's afterwards. Its exit code, or minus the signal that ended it.
  int end() {
    if (pid_ == 0) return 0;
    ::kill(-pid_, SIGKILL);
    ::kill(pid_, SIGKILL);  // it may not have made its group yet
    // One that hangs in the kernel, on a drive of Windows say, is left to it.
    pollfd waiting{.fd = end_.get(), .events = POLLIN, .revents = 0};
    ::poll(&waiting, end_.valid() ? 1 : 0, 1'000);
    siginfo_t info{};
    ::waitid(P_PID, static_cast<id_t>(std::exchange(pid_, 0)), &info, WEXITED | WNOHANG);
    // All zero if somebody waits for whomever, or ignores SIGCHLD: then what it wrote decides.
    return info.si_code == CLD_EXITED ? info.si_status : -info.si_status;
  }

  pid_t pid_;
  FileDescriptor output_;
  const FileDescriptor end_;
  std::string text_;
};

}  // namespace

Outcome<Words> runProgram(const Words& command, const Words& environment,
                          Clock::time_point deadline, int stop) {
  const auto arguments = pointersTo(command);
  const auto variables = pointersTo(environment);
  const FileDescriptor nothing(::open("/dev/null", O_RDWR | O_CLOEXEC));
  std::array<int, 2> ends{};
  if (!nothing.valid() || ::pipe2(ends.data(), O_CLOEXEC) != 0) return systemFailure();
  FileDescriptor output(ends[0]);
  FileDescriptor input(ends[1]);
  ::fcntl(output.get(), F_SETFL, O_NONBLOCK);
  const pid_t parent = ::getpid();
  const pid_t pid = ::fork();
  if (pid < 0) return systemFailure();
  if (pid == 0) become(arguments.data(), variables.data(), nothing.get(), input.get(), parent);
  input = FileDescriptor();
  return Child(pid, std::move(output)).reply(deadline, stop);
}

}  // namespace entra_broker
