// SPDX-License-Identifier: MIT
#include "windows/object_table.h"

namespace entra_broker::wam {

ObjectId ObjectTable::add(ComPtr<IUnknown> object) {
  const std::lock_guard lock(mutex_);
  if (open_) objects_.emplace(++last_id_, std::move(object));
  return last_id_;
}

ComPtr<IUnknown> ObjectTable::find(ObjectId id) const {
  const std::lock_guard lock(mutex_);
  const auto found = objects_.find(id);
  if (found == objects_.end()) failInternally("no such object");
  return found->second;
}

void ObjectTable::release(const std::vector<ObjectId>& ids) noexcept {
  for (const ObjectId id : ids) {
    ComPtr<IUnknown> object;  // goes after the lock
    const std::lock_guard lock(mutex_);
    const auto found = objects_.find(id);
    if (found == objects_.end()) continue;
    object = std::move(found->second);
    objects_.erase(found);
  }
}

void ObjectTable::close() noexcept {
  std::unordered_map<ObjectId, ComPtr<IUnknown>> objects;  // go after the lock
  const std::lock_guard lock(mutex_);
  open_ = false;
  objects.swap(objects_);
}

}  // namespace entra_broker::wam
