// SPDX-License-Identifier: MIT
#pragma once

namespace entra_broker {

// Base of what is neither copied nor moved.
class Pinned {
 public:
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

 protected:
  Pinned() = default;
  ~Pinned() = default;
};

}  // namespace entra_broker
