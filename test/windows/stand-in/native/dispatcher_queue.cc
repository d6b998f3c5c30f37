// SPDX-License-Identifier: MIT
#include "dispatcher_queue.h"

#include <objbase.h>

#include <atomic>
#include <future>
#include <memory>

#include "async.h"
#include "window_thread.h"

namespace entra_broker::stand_in {
namespace {

using abi::guid;

// Declared here and not beside the others: our own channel has a thread of its own instead.
struct IDispatcherQueueHandler : IUnknown {
  static constexpr GUID kId = guid("dfa2dc9c-1a2d-4917-98f2-939af1d6e0c8");
  STDMETHOD(Invoke)() PURE;
};

struct IDispatcherQueue : IInspectable {
  static constexpr GUID kId = guid("603e88e4-a338-4ffe-a457-a5cfb9ceb899");
  STDMETHOD(CreateTimer)(IInspectable** timer) PURE;
  STDMETHOD(TryEnqueue)(IDispatcherQueueHandler* handler, boolean* queued) PURE;
  STDMETHOD(TryEnqueueWithPriority)
  (INT32 priority, IDispatcherQueueHandler* handler, boolean* queued) PURE;
  STDMETHOD(add_ShutdownStarting)(IUnknown* handler, abi::EventToken* token) PURE;
  STDMETHOD(remove_ShutdownStarting)(abi::EventToken token) PURE;
  STDMETHOD(add_ShutdownCompleted)(IUnknown* handler, abi::EventToken* token) PURE;
  STDMETHOD(remove_ShutdownCompleted)(abi::EventToken token) PURE;
};

struct IDispatcherQueueController : IInspectable {
  static constexpr GUID kId = guid("22f34e66-50db-4e36-a98d-61c01b384d20");
  STDMETHOD(get_DispatcherQueue)(IDispatcherQueue** queue) PURE;
  STDMETHOD(ShutdownQueueAsync)(abi::IAsyncAction** action) PURE;
};

struct IDispatcherQueueControllerStatics : IInspectable {
  static constexpr GUID kId = guid("0a6c98e0-5198-49a2-a313-3f70d1f13c27");
  STDMETHOD(CreateOnDedicatedThread)(IDispatcherQueueController** controller) PURE;
};

// An STA with a message loop, as on Windows: Microsoft's client refuses to run on another thread.
class Queue final : public Object<IDispatcherQueue> {
 public:
  Queue() {
    const auto started = std::make_shared<std::promise<std::unique_ptr<WindowThread>>>();
    std::future<std::unique_ptr<WindowThread>> thread = started->get_future();
    inBackground([started] { live(*started); });
    thread_ = thread.get();
  }

  // What was enqueued before is still done.
  void end() {
    ended_ = true;
    thread_->run([] { PostQuitMessage(0); });
  }

  STDMETHODIMP CreateTimer(IInspectable** timer) override {
    *timer = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP TryEnqueue(IDispatcherQueueHandler* handler, boolean* queued) override {
    return TryEnqueueWithPriority(0, handler, queued);
  }
  STDMETHODIMP TryEnqueueWithPriority(INT32, IDispatcherQueueHandler* handler,
                                      boolean* queued) override {
    Desk::instance().tell("DispatcherQueue.TryEnqueue");
    *queued = !ended_;
    if (ended_) return S_OK;
    thread_->run([held = ComPtr<IDispatcherQueueHandler>(handler)] { held->Invoke(); });
    return S_OK;
  }
  STDMETHODIMP add_ShutdownStarting(IUnknown*, abi::EventToken*) override { return S_OK; }
  STDMETHODIMP remove_ShutdownStarting(abi::EventToken) override { return S_OK; }
  STDMETHODIMP add_ShutdownCompleted(IUnknown*, abi::EventToken*) override { return S_OK; }
  STDMETHODIMP remove_ShutdownCompleted(abi::EventToken) override { return S_OK; }

 private:
  static void live(std::promise<std::unique_ptr<WindowThread>>& started) {
    CoInitializeEx(nullptr, COINIT_APARTMENTTHREADED);
    started.set_value(std::make_unique<WindowThread>());
    MSG message;
    while (GetMessageW(&message, nullptr, 0, 0) > 0) DispatchMessageW(&message);
    CoUninitialize();
  }

  std::unique_ptr<WindowThread> thread_;
  std::atomic<bool> ended_ = false;
};

class Controller final : public Object<IDispatcherQueueController> {
 public:
  STDMETHODIMP get_DispatcherQueue(IDispatcherQueue** queue) override {
    return give(queue_, queue);
  }
  STDMETHODIMP ShutdownQueueAsync(abi::IAsyncAction** out) override {
    Desk::instance().tell("DispatcherQueueController.ShutdownQueueAsync");
    queue_->end();
    const auto action = make<Action>();
    inBackground([action] { action->settle(Fields()); });
    return give(action, out);
  }

 private:
  ComPtr<Queue> queue_ = make<Queue>();
};

class Factory final : public Object<abi::IActivationFactory, IDispatcherQueueControllerStatics> {
 public:
  STDMETHODIMP ActivateInstance(IInspectable** instance) override {
    *instance = nullptr;
    return E_NOTIMPL;
  }
  STDMETHODIMP CreateOnDedicatedThread(IDispatcherQueueController** out) override {
    Desk::instance().tell("DispatcherQueueController.CreateOnDedicatedThread");
    return give(make<Controller>(), out);
  }
};

}  // namespace

ComPtr<abi::IActivationFactory> dispatcherQueueFactory() {
  return ComPtr<abi::IActivationFactory>(make<Factory>().get());
}

}  // namespace entra_broker::stand_in
