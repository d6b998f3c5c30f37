// SPDX-License-Identifier: MIT
#include "collections.h"

#include <mutex>

#include "text.h"

namespace entra_broker::stand_in {
namespace {

class StringPair final : public Object<abi::IStringPair> {
 public:
  StringPair(std::wstring key, std::wstring value)
      : key_(std::move(key)), value_(std::move(value)) {}
  STDMETHODIMP get_Key(HSTRING* key) override { return give(key_, key); }
  STDMETHODIMP get_Value(HSTRING* value) override { return give(value_, value); }

 private:
  std::wstring key_;
  std::wstring value_;
};

HRESULT lookUp(const Pairs& pairs, HSTRING key, HSTRING* value) {
  const auto found = pairs.find(textOf(key));
  return found == pairs.end() ? kBounds : give(found->second, value);
}

HRESULT hasKey(const Pairs& pairs, HSTRING key, boolean* found) {
  *found = pairs.contains(textOf(key));
  return S_OK;
}

HRESULT first(const Pairs& pairs, abi::IIterator<abi::IStringPair>** out) {
  Items<abi::IStringPair> items;
  for (const auto& [key, value] : pairs) items.emplace_back(make<StringPair>(key, value).get());
  return give(make<Iterator<abi::IStringPair>>(std::move(items)), out);
}

class StringMapView final : public Object<abi::IStringMapView, abi::IIterable<abi::IStringPair>> {
 public:
  explicit StringMapView(Pairs pairs) : pairs_(std::move(pairs)) {}
  STDMETHODIMP Lookup(HSTRING key, HSTRING* value) override { return lookUp(pairs_, key, value); }
  STDMETHODIMP get_Size(UINT32* size) override {
    *size = static_cast<UINT32>(pairs_.size());
    return S_OK;
  }
  STDMETHODIMP HasKey(HSTRING key, boolean* found) override { return hasKey(pairs_, key, found); }
  STDMETHODIMP Split(abi::IStringMapView** one, abi::IStringMapView** other) override {
    *one = nullptr;
    *other = nullptr;
    return S_OK;
  }
  STDMETHODIMP First(abi::IIterator<abi::IStringPair>** out) override { return first(pairs_, out); }

 private:
  const Pairs pairs_;
};

class StringMap final : public Object<abi::IStringMap, abi::IIterable<abi::IStringPair>> {
 public:
  explicit StringMap(Pairs pairs) : pairs_(std::move(pairs)) {}
  STDMETHODIMP Lookup(HSTRING key, HSTRING* value) override {
    return lookUp(snapshot(), key, value);
  }
  STDMETHODIMP get_Size(UINT32* size) override {
    *size = static_cast<UINT32>(snapshot().size());
    return S_OK;
  }
  STDMETHODIMP HasKey(HSTRING key, boolean* found) override {
    return hasKey(snapshot(), key, found);
  }
  STDMETHODIMP GetView(abi::IStringMapView** view) override {
    return give(makeMapView(snapshot()), view);
  }
  STDMETHODIMP Insert(HSTRING key, HSTRING value, boolean* replaced) override {
    const std::lock_guard lock(mutex_);
    *replaced = !pairs_.insert_or_assign(textOf(key), textOf(value)).second;
    return S_OK;
  }
  STDMETHODIMP Remove(HSTRING key) override {
    const std::lock_guard lock(mutex_);
    return pairs_.erase(textOf(key)) == 1 ? S_OK : kBounds;
  }
  STDMETHODIMP Clear() override {
    const std::lock_guard lock(mutex_);
    pairs_.clear();
    return S_OK;
  }
  STDMETHODIMP First(abi::IIterator<abi::IStringPair>** out) override {
    return first(snapshot(), out);
  }

 private:
  Pairs snapshot() {
    const std::lock_guard lock(mutex_);
    return pairs_;
  }
  std::mutex mutex_;
  Pairs pairs_;
};

}  // namespace

ComPtr<abi::IStringMap> makeMap(Pairs pairs) {
  return ComPtr<abi::IStringMap>(make<StringMap>(std::move(pairs)).get());
}

ComPtr<abi::IStringMapView> makeMapView(Pairs pairs) {
  return ComPtr<abi::IStringMapView>(make<StringMapView>(std::move(pairs)).get());
}

Pairs pairsOf(abi::IStringMap* map) {
  Pairs pairs;
  const auto iterable = ComPtr<abi::IStringMap>(map).as<abi::IIterable<abi::IStringPair>>();
  for (const auto& item : itemsOf(iterable.get())) {
    HSTRING key = nullptr;
    HSTRING value = nullptr;
    item->get_Key(&key);
    item->get_Value(&value);
    pairs[takeText(key)] = takeText(value);
  }
  return pairs;
}

}  // namespace entra_broker::stand_in
