// SPDX-License-Identifier: MIT
#pragma once

#include <algorithm>
#include <map>
#include <string>
#include <vector>

#include "object.h"
#include "windows/abi/collections.h"

namespace entra_broker::stand_in {

constexpr HRESULT kBounds = static_cast<HRESULT>(0x8000000B);

template <class T>
using Items = std::vector<ComPtr<T>>;

template <class T>
HRESULT itemAt(const Items<T>& items, UINT32 index, T** item) {
  if (index >= items.size()) return kBounds;
  return give(items[index], item);
}

template <class T>
HRESULT indexOf(const Items<T>& items, const T* item, UINT32* index, boolean* found) {
  const auto place =
      std::ranges::find_if(items, [&](const auto& one) { return one.get() == item; });
  *found = place != items.end();
  *index = *found != 0 ? static_cast<UINT32>(place - items.begin()) : 0;
  return S_OK;
}

template <class T>
HRESULT copyItems(const Items<T>& items, UINT32 start, UINT32 capacity, T** out, UINT32* count) {
  for (*count = 0; *count < capacity && start + *count < items.size(); ++*count) {
    itemAt(items, start + *count, &out[*count]);
  }
  return S_OK;
}

template <class T>
class Iterator final : public Object<abi::IIterator<T>> {
 public:
  explicit Iterator(Items<T> items) : items_(std::move(items)) {}
  STDMETHODIMP get_Current(T** current) override { return itemAt(items_, at_, current); }
  STDMETHODIMP get_HasCurrent(boolean* has) override {
    *has = at_ < items_.size();
    return S_OK;
  }
  STDMETHODIMP MoveNext(boolean* has) override {
    if (at_ >= items_.size()) return kBounds;
    ++at_;
    return get_HasCurrent(has);
  }
  STDMETHODIMP GetMany(UINT32 capacity, T** items, UINT32* count) override {
    const HRESULT result = copyItems(items_, at_, capacity, items, count);
    at_ += *count;
    return result;
  }

 private:
  Items<T> items_;
  UINT32 at_ = 0;
};

template <class T>
class VectorView final : public Object<abi::IVectorView<T>, abi::IIterable<T>> {
 public:
  explicit VectorView(Items<T> items) : items_(std::move(items)) {}
  STDMETHODIMP GetAt(UINT32 index, T** item) override { return itemAt(items_, index, item); }
  STDMETHODIMP get_Size(UINT32* size) override {
    *size = static_cast<UINT32>(items_.size());
    return S_OK;
  }
  STDMETHODIMP IndexOf(T* item, UINT32* index, boolean* found) override {
    return indexOf(items_, item, index, found);
  }
  STDMETHODIMP GetMany(UINT32 start, UINT32 capacity, T** items, UINT32* count) override {
    return copyItems(items_, start, capacity, items, count);
  }
  STDMETHODIMP First(abi::IIterator<T>** first) override {
    return give(make<Iterator<T>>(items_), first);
  }

 private:
  Items<T> items_;
};

template <class T>
class Vector final : public Object<abi::IVector<T>, abi::IIterable<T>> {
 public:
  [[nodiscard]] const Items<T>& items() const { return items_; }
  STDMETHODIMP GetAt(UINT32 index, T** item) override { return itemAt(items_, index, item); }
  STDMETHODIMP get_Size(UINT32* size) override {
    *size = static_cast<UINT32>(items_.size());
    return S_OK;
  }
  STDMETHODIMP GetView(abi::IVectorView<T>** view) override {
    return give(make<VectorView<T>>(items_), view);
  }
  STDMETHODIMP IndexOf(T* item, UINT32* index, boolean* found) override {
    return indexOf(items_, item, index, found);
  }
  STDMETHODIMP SetAt(UINT32 index, T* item) override {
    if (index >= items_.size()) return kBounds;
    items_[index] = ComPtr<T>(item);
    return S_OK;
  }
  STDMETHODIMP InsertAt(UINT32 index, T* item) override {
    if (index > items_.size()) return kBounds;
    items_.insert(items_.begin() + index, ComPtr<T>(item));
    return S_OK;
  }
  STDMETHODIMP RemoveAt(UINT32 index) override {
    if (index >= items_.size()) return kBounds;
    items_.erase(items_.begin() + index);
    return S_OK;
  }
  STDMETHODIMP Append(T* item) override {
    items_.emplace_back(item);
    return S_OK;
  }
  STDMETHODIMP RemoveAtEnd() override {
    if (items_.empty()) return kBounds;
    items_.pop_back();
    return S_OK;
  }
  STDMETHODIMP Clear() override {
    items_.clear();
    return S_OK;
  }
  STDMETHODIMP GetMany(UINT32 start, UINT32 capacity, T** items, UINT32* count) override {
    return copyItems(items_, start, capacity, items, count);
  }
  STDMETHODIMP ReplaceAll(UINT32 count, T** items) override {
    items_.clear();
    for (UINT32 i = 0; i < count; ++i) items_.emplace_back(items[i]);
    return S_OK;
  }
  STDMETHODIMP First(abi::IIterator<T>** first) override {
    return give(make<Iterator<T>>(items_), first);
  }

 private:
  Items<T> items_;
};

using Pairs = std::map<std::wstring, std::wstring>;

[[nodiscard]] ComPtr<abi::IStringMap> makeMap(Pairs pairs = {});
[[nodiscard]] ComPtr<abi::IStringMapView> makeMapView(Pairs pairs);

// What a map of whoever made it holds.
[[nodiscard]] Pairs pairsOf(abi::IStringMap* map);

template <class T>
[[nodiscard]] Items<T> itemsOf(abi::IIterable<T>* iterable) {
  Items<T> items;
  ComPtr<abi::IIterator<T>> iterator;
  if (iterable == nullptr || FAILED(iterable->First(iterator.out()))) return items;
  boolean has = 0;
  for (iterator->get_HasCurrent(&has); has != 0; iterator->MoveNext(&has)) {
    ComPtr<T> item;
    if (FAILED(iterator->get_Current(item.out()))) break;
    items.push_back(std::move(item));
  }
  return items;
}

}  // namespace entra_broker::stand_in
