// SPDX-License-Identifier: MIT
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>

#include "fields.h"
#include "json.h"
#include "line_socket.h"

namespace entra_broker::stand_in {

using AnswerHandler = std::function<void(const Fields&)>;

// Whether the desk took a call: the failure that the call itself returns, and what was said.
struct Acceptance {
  HRESULT result = S_OK;
  std::int64_t id = 0;
  Fields details;
};

// The line to the desk, which writes down every call and decides what becomes of it.
class Desk {
 public:
  // Never destroyed: threads of its own use it until the process ends.
  static Desk& instance();

  // Tells of a call, and waits until the desk has taken it. `answered` is called once, on a thread
  // of its own within the MTA; not at all for a call that was refused.
  Acceptance ask(const char* call, Json details, AnswerHandler answered = nullptr);
  // Tells of a call that needs no answer.
  void tell(const char* call, Json details = {});
  void cancel(std::int64_t id);
  void onEvent(AnswerHandler listener);

 private:
  struct Waiting {
    AnswerHandler answered;
    std::optional<Fields> acceptance;
  };

  bool connected();
  void readLines();
  void dispatch(std::string_view line);

  std::mutex connecting_;
  bool tried_ = false;
  bool up_ = false;
  LineSocket socket_;

  std::mutex mutex_;
  std::condition_variable accepted_;
  std::int64_t last_id_ = 0;
  std::map<std::int64_t, Waiting> waiting_;
  AnswerHandler listener_;
};

}  // namespace entra_broker::stand_in
