// SPDX-License-Identifier: MIT
#include "line_socket.h"

#include <winsock2.h>

#include <cstdlib>

namespace entra_broker::stand_in {

LineSocket::~LineSocket() {
  if (socket_ != INVALID_SOCKET) closesocket(socket_);
}

bool LineSocket::connect(unsigned short port) {
  WSADATA data;
  if (WSAStartup(MAKEWORD(2, 2), &data) != 0) return false;
  socket_ = socket(AF_INET, SOCK_STREAM, IPPROTO_TCP);
  if (socket_ == INVALID_SOCKET) return false;
  const BOOL at_once = TRUE;
  setsockopt(socket_, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<const char*>(&at_once),
             sizeof at_once);
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_port = htons(port);
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return ::connect(socket_, reinterpret_cast<sockaddr*>(&address), sizeof address) == 0;
}

bool LineSocket::write(const std::string& line) {
  const std::lock_guard lock(writing_);
  const std::string bytes = line + "\n";
  for (std::size_t sent = 0; sent < bytes.size();) {
    const int count = send(socket_, bytes.data() + sent, static_cast<int>(bytes.size() - sent), 0);
    if (count <= 0) return false;
    sent += static_cast<std::size_t>(count);
  }
  return true;
}

std::optional<std::string> LineSocket::read() {
  for (std::size_t searched = 0;;) {
    const std::size_t end = received_.find('\n', searched);
    if (end != std::string::npos) {
      std::string line = received_.substr(0, end);
      received_.erase(0, end + 1);
      return line;
    }
    searched = received_.size();
    char buffer[16384];
    const int count = recv(socket_, buffer, sizeof buffer, 0);
    if (count <= 0) return std::nullopt;
    received_.append(buffer, static_cast<std::size_t>(count));
  }
}

unsigned short deskPort() {
  char value[8] = {};
  GetEnvironmentVariableA("ENTRA_BROKER_STAND_IN_PORT", value, sizeof value);
  return static_cast<unsigned short>(std::atoi(value));
}

}  // namespace entra_broker::stand_in
