// SPDX-License-Identifier: MIT
#pragma once

#include <cstdint>
#include <mutex>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "windows/winrt.h"

namespace entra_broker::wam {

using ObjectId = std::uint64_t;

// The objects of Windows that JavaScript names by number, of one channel. Any thread. Numbers are
// never used twice. Objects are let go of outside of the lock: that may call into Windows.
class ObjectTable : private Pinned {
 public:
  [[nodiscard]] ObjectId add(ComPtr<IUnknown> object);  // dropped after close()
  void release(const std::vector<ObjectId>& ids) noexcept;
  void close() noexcept;

  // Throws CallFailed if there is no such object, or if it is of another kind.
  template <class T>
  [[nodiscard]] ComPtr<T> get(ObjectId id) const {
    auto object = find(id).template as<T>();
    if (!object) failInternally("an object of another kind");
    return object;
  }

 private:
  [[nodiscard]] ComPtr<IUnknown> find(ObjectId id) const;

  mutable std::mutex mutex_;
  std::unordered_map<ObjectId, ComPtr<IUnknown>> objects_;  // guarded by mutex_
  ObjectId last_id_ = 0;                                    // guarded by mutex_
  bool open_ = true;                                        // guarded by mutex_
};

}  // namespace entra_broker::wam
