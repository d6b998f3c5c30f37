// SPDX-License-Identifier: MIT
#include "desk.h"

#include <objbase.h>

#include <chrono>

#include "background.h"

namespace entra_broker::stand_in {
namespace {

constexpr auto kAcceptanceTimeout = std::chrono::seconds(10);
constexpr HRESULT kServerUnavailable = static_cast<HRESULT>(0x800706BA);

const char* apartment() {
  APTTYPE type = APTTYPE_CURRENT;
  APTTYPEQUALIFIER qualifier = APTTYPEQUALIFIER_NONE;
  if (FAILED(CoGetApartmentType(&type, &qualifier))) return "none";
  if (type == APTTYPE_STA || type == APTTYPE_MAINSTA) return "STA";
  return type == APTTYPE_MTA ? "MTA" : "NTA";
}

Json caller() {
  Json caller;
  caller.put("tid", static_cast<std::int64_t>(GetCurrentThreadId())).put("apartment", apartment());
  return caller;
}

Json callOf(const char* name, const Json& details) {
  Json call;
  call.put("call", name).append(details).append(caller());
  return call;
}

// Windows completes on a thread of its pool, which is in the MTA.
void onThreadOfItsOwn(AnswerHandler handler, Fields fields) {
  inBackground([handler = std::move(handler), fields = std::move(fields)] {
    const HRESULT entered = CoInitializeEx(nullptr, COINIT_MULTITHREADED);
    handler(fields);
    if (SUCCEEDED(entered)) CoUninitialize();
  });
}

// Wine frees the library of a class whose activation has failed; threads of ours are in it.
void stayLoaded() {
  HMODULE self = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN,
                     reinterpret_cast<const wchar_t*>(&stayLoaded), &self);
}

}  // namespace

Desk& Desk::instance() {
  static Desk* const desk = new Desk;
  return *desk;
}

Acceptance Desk::ask(const char* call, Json details, AnswerHandler answered) {
  if (!connected()) return {kServerUnavailable, 0, {}};
  std::unique_lock lock(mutex_);
  const std::int64_t id = ++last_id_;
  waiting_[id].answered = std::move(answered);
  // Written under the lock: ids reach the desk in order.
  const Json message = std::move(Json().put("id", id).append(callOf(call, details)));
  if (!socket_.write(message.text())) return {kServerUnavailable, id, {}};
  accepted_.wait_for(lock, kAcceptanceTimeout, [&] { return waiting_[id].acceptance.has_value(); });
  Waiting& entry = waiting_[id];
  Acceptance acceptance = {S_OK, id, entry.acceptance.value_or(Fields())};
  if (!entry.acceptance.has_value()) acceptance.result = kServerUnavailable;
  if (acceptance.details.has("refused")) acceptance.result = acceptance.details.failure("refused");
  if (FAILED(acceptance.result) || !entry.answered) waiting_.erase(id);
  return acceptance;
}

void Desk::tell(const char* call, Json details) {
  if (connected()) socket_.write(callOf(call, details).text());
}

void Desk::cancel(std::int64_t id) {
  if (connected()) socket_.write(std::move(Json().put("cancel", id).append(caller())).text());
}

void Desk::onEvent(AnswerHandler listener) {
  const std::lock_guard lock(mutex_);
  listener_ = std::move(listener);
}

bool Desk::connected() {
  const std::lock_guard lock(connecting_);
  if (tried_) return up_;
  const unsigned short port = deskPort();
  if (port == 0) return false;
  tried_ = true;
  stayLoaded();
  up_ = socket_.connect(port);
  if (!up_) return false;
  const auto process = static_cast<std::int64_t>(GetCurrentProcessId());
  socket_.write(Json().put("hello", "client").put("pid", process).text());
  inBackground([this] { readLines(); });
  return true;
}

void Desk::readLines() {
  while (const std::optional<std::string> line = socket_.read()) dispatch(*line);
}

// kind, id and fields, between tabs
void Desk::dispatch(std::string_view line) {
  const std::size_t first = line.find('\t');
  const std::size_t second = line.find('\t', first + 1);
  if (first == std::string_view::npos) return;
  const std::string_view kind = line.substr(0, first);
  const std::int64_t id = std::atoll(std::string(line.substr(first + 1)).c_str());
  Fields fields(second == std::string_view::npos ? std::string_view() : line.substr(second + 1));

  const std::lock_guard lock(mutex_);
  if (kind == "event") {
    if (listener_) onThreadOfItsOwn(listener_, std::move(fields));
    return;
  }
  const auto found = waiting_.find(id);
  if (found == waiting_.end()) return;
  if (kind == "accepted") {
    found->second.acceptance = std::move(fields);
    accepted_.notify_all();
  } else if (kind == "answer") {
    AnswerHandler answered = std::move(found->second.answered);
    // ask() may still be reading the acceptance.
    found->second.answered = [](const Fields&) {};
    if (answered) onThreadOfItsOwn(std::move(answered), std::move(fields));
  }
}

}  // namespace entra_broker::stand_in
