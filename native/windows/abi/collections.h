// SPDX-License-Identifier: MIT
#pragma once

#include "foundation.h"

// Windows.Foundation.Collections. The ids of each instantiation stand beside the class that is
// collected, as specialisations of CollectionIds; those of maps from text to text stand here.
namespace entra_broker::abi {

// May have: kIterable, kIterator, kVector, kVectorView.
template <class T>
struct CollectionIds;

template <class T>
struct IIterator : IInspectable {
  static constexpr GUID kId = CollectionIds<T>::kIterator;
  STDMETHOD(get_Current)(T** current) PURE;
  STDMETHOD(get_HasCurrent)(boolean* has) PURE;
  STDMETHOD(MoveNext)(boolean* has) PURE;
  STDMETHOD(GetMany)(UINT32 capacity, T** items, UINT32* count) PURE;
};

template <class T>
struct IIterable : IInspectable {
  static constexpr GUID kId = CollectionIds<T>::kIterable;
  STDMETHOD(First)(IIterator<T>** first) PURE;
};

template <class T>
struct IVectorView : IInspectable {
  static constexpr GUID kId = CollectionIds<T>::kVectorView;
  STDMETHOD(GetAt)(UINT32 index, T** item) PURE;
  STDMETHOD(get_Size)(UINT32* size) PURE;
  STDMETHOD(IndexOf)(T* item, UINT32* index, boolean* found) PURE;
  STDMETHOD(GetMany)(UINT32 start, UINT32 capacity, T** items, UINT32* count) PURE;
};

template <class T>
struct IVector : IInspectable {
  static constexpr GUID kId = CollectionIds<T>::kVector;
  STDMETHOD(GetAt)(UINT32 index, T** item) PURE;
  STDMETHOD(get_Size)(UINT32* size) PURE;
  STDMETHOD(GetView)(IVectorView<T>** view) PURE;
  STDMETHOD(IndexOf)(T* item, UINT32* index, boolean* found) PURE;
  STDMETHOD(SetAt)(UINT32 index, T* item) PURE;
  STDMETHOD(InsertAt)(UINT32 index, T* item) PURE;
  STDMETHOD(RemoveAt)(UINT32 index) PURE;
  STDMETHOD(Append)(T* item) PURE;
  STDMETHOD(RemoveAtEnd)() PURE;
  STDMETHOD(Clear)() PURE;
  STDMETHOD(GetMany)(UINT32 start, UINT32 capacity, T** items, UINT32* count) PURE;
  STDMETHOD(ReplaceAll)(UINT32 count, T** items) PURE;
};

struct IStringPair : IInspectable {
  static constexpr GUID kId = guid("60310303-49c5-52e6-abc6-a9b36eccc716");
  STDMETHOD(get_Key)(HSTRING* key) PURE;
  STDMETHOD(get_Value)(HSTRING* value) PURE;
};

template <>
struct CollectionIds<IStringPair> {
  static constexpr GUID kIterable = guid("e9bdaaf0-cbf6-5c72-be90-29cbf3a1319b");
  static constexpr GUID kIterator = guid("05eb86f1-7140-5517-b88d-cbaebe57e6b1");
};

// IMapView<String, String>. Lookup of a key that is not there gives E_BOUNDS.
struct IStringMapView : IInspectable {
  static constexpr GUID kId = guid("ac7f26f2-feb7-5b2a-8ac4-345bc62caede");
  STDMETHOD(Lookup)(HSTRING key, HSTRING* value) PURE;
  STDMETHOD(get_Size)(UINT32* size) PURE;
  STDMETHOD(HasKey)(HSTRING key, boolean* found) PURE;
  STDMETHOD(Split)(IStringMapView** first, IStringMapView** second) PURE;
};

// IMap<String, String>
struct IStringMap : IInspectable {
  static constexpr GUID kId = guid("f6d1f700-49c2-52ae-8154-826f9908773c");
  STDMETHOD(Lookup)(HSTRING key, HSTRING* value) PURE;
  STDMETHOD(get_Size)(UINT32* size) PURE;
  STDMETHOD(HasKey)(HSTRING key, boolean* found) PURE;
  STDMETHOD(GetView)(IStringMapView** view) PURE;
  STDMETHOD(Insert)(HSTRING key, HSTRING value, boolean* replaced) PURE;
  STDMETHOD(Remove)(HSTRING key) PURE;
  STDMETHOD(Clear)() PURE;
};

}  // namespace entra_broker::abi
