// SPDX-License-Identifier: MIT
#pragma once

#include <hstring.h>
#include <inspectable.h>

#include "guid.h"

// Windows.Foundation, as far as the Web Account Manager needs it. The order of the members is that
// of the virtual tables: nothing may be moved, added or left out.
namespace entra_broker::abi {

// Those of the two interfaces that the compiler's own headers declare.
inline constexpr GUID kUnknownId = guid("00000000-0000-0000-c000-000000000046");
inline constexpr GUID kInspectableId = guid("af86e2e0-b12d-4c6a-9c5a-d7aa65101e90");

struct IAgileObject : IUnknown {
  static constexpr GUID kId = guid("94ea2b94-e9cc-49e0-c0ff-ee64ca8f5b90");
};

struct IActivationFactory : IInspectable {
  static constexpr GUID kId = guid("00000035-0000-0000-c000-000000000046");
  STDMETHOD(ActivateInstance)(IInspectable** instance) PURE;
};

enum class AsyncStatus : INT32 { started = 0, completed = 1, canceled = 2, error = 3 };

struct IAsyncInfo : IInspectable {
  static constexpr GUID kId = guid("00000036-0000-0000-c000-000000000046");
  STDMETHOD(get_Id)(UINT32* id) PURE;
  STDMETHOD(get_Status)(AsyncStatus* status) PURE;
  STDMETHOD(get_ErrorCode)(HRESULT* error) PURE;
  STDMETHOD(Cancel)() PURE;
  STDMETHOD(Close)() PURE;
};

// The ids that the type system derives for IAsyncOperation of a class and for its handler; the
// class is named by its default interface, which stands beside the specialisation.
template <class T>
struct AsyncOperationIds;

template <class T>
struct IAsyncOperation;

template <class T>
struct IAsyncOperationCompletedHandler : IUnknown {
  static constexpr GUID kId = AsyncOperationIds<T>::kHandler;
  STDMETHOD(Invoke)(IAsyncOperation<T>* operation, AsyncStatus status) PURE;
};

template <class T>
struct IAsyncOperation : IInspectable {
  static constexpr GUID kId = AsyncOperationIds<T>::kOperation;
  STDMETHOD(put_Completed)(IAsyncOperationCompletedHandler<T>* handler) PURE;
  STDMETHOD(get_Completed)(IAsyncOperationCompletedHandler<T>** handler) PURE;
  STDMETHOD(GetResults)(T** results) PURE;
};

struct IAsyncAction;

struct IAsyncActionCompletedHandler : IUnknown {
  static constexpr GUID kId = guid("a4ed5c81-76c9-40bd-8be6-b1d90fb20ae7");
  STDMETHOD(Invoke)(IAsyncAction* action, AsyncStatus status) PURE;
};

struct IAsyncAction : IInspectable {
  static constexpr GUID kId = guid("5a648006-843a-4da9-865b-9d26e5dfad7b");
  STDMETHOD(put_Completed)(IAsyncActionCompletedHandler* handler) PURE;
  STDMETHOD(get_Completed)(IAsyncActionCompletedHandler** handler) PURE;
  STDMETHOD(GetResults)() PURE;
};

// Token by which a listener is taken away again.
struct EventToken {
  INT64 value;
};

// Windows.Foundation.Metadata.ApiInformation
inline constexpr wchar_t kApiInformation[] = L"Windows.Foundation.Metadata.ApiInformation";

struct IApiInformationStatics : IInspectable {
  static constexpr GUID kId = guid("997439fe-f681-4a11-b416-c13a47e8ba36");
  STDMETHOD(IsTypePresent)(HSTRING type, boolean* present) PURE;
  STDMETHOD(IsMethodPresent)(HSTRING type, HSTRING method, boolean* present) PURE;
  STDMETHOD(IsMethodPresentWithArity)
  (HSTRING type, HSTRING method, UINT32 parameters, boolean* present) PURE;
  STDMETHOD(IsEventPresent)(HSTRING type, HSTRING event, boolean* present) PURE;
  STDMETHOD(IsPropertyPresent)(HSTRING type, HSTRING property, boolean* present) PURE;
  STDMETHOD(IsReadOnlyPropertyPresent)(HSTRING type, HSTRING property, boolean* present) PURE;
  STDMETHOD(IsWriteablePropertyPresent)(HSTRING type, HSTRING property, boolean* present) PURE;
  STDMETHOD(IsEnumNamedValuePresent)(HSTRING type, HSTRING value, boolean* present) PURE;
  STDMETHOD(IsApiContractPresentByMajor)(HSTRING contract, UINT16 major, boolean* present) PURE;
  STDMETHOD(IsApiContractPresentByMajorAndMinor)
  (HSTRING contract, UINT16 major, UINT16 minor, boolean* present) PURE;
};

}  // namespace entra_broker::abi
