// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

namespace entra_broker::stand_in {

// A TCP connection to this machine that carries lines of text.
class LineSocket {
 public:
  LineSocket() = default;
  LineSocket(const LineSocket&) = delete;
  LineSocket& operator=(const LineSocket&) = delete;
  ~LineSocket();

  [[nodiscard]] bool connect(unsigned short port);
  // From any thread; false if the other side has gone.
  bool write(const std::string& line);
  // Waits; nothing if the other side has gone. By one thread only.
  [[nodiscard]] std::optional<std::string> read();

 private:
  std::uintptr_t socket_ = ~std::uintptr_t{0};  // SOCKET and INVALID_SOCKET of winsock2.h
  std::mutex writing_;
  std::string received_;
};

// The port of the desk, from the environment as it is now; 0 if there is none.
[[nodiscard]] unsigned short deskPort();

}  // namespace entra_broker::stand_in
