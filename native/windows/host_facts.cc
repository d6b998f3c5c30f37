// SPDX-License-Identifier: MIT
#include "windows/host_facts.h"

#include <windows.h>

#include <array>
#include <bit>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "windows/abi/web_core.h"
#include "windows/async.h"

namespace entra_broker::wam {
namespace {

constexpr const wchar_t* kProviderId = L"https://login.microsoft.com";
constexpr const wchar_t* kWorkAccounts = L"organizations";

class Handle : private Pinned {
 public:
  Handle() = default;
  explicit Handle(HANDLE handle) : handle_(handle) {}
  ~Handle() {
    if (handle_ != nullptr) CloseHandle(handle_);
  }
  [[nodiscard]] HANDLE get() const noexcept { return handle_; }
  [[nodiscard]] HANDLE* out() noexcept { return &handle_; }

 private:
  HANDLE handle_ = nullptr;
};

// A function of a library of Windows'; null if it has none such.
template <class Function>
Function* functionOf(const wchar_t* library, const char* name) {
  const HMODULE module = LoadLibraryExW(library, nullptr, LOAD_LIBRARY_SEARCH_SYSTEM32);
  if (module == nullptr) return nullptr;
  return std::bit_cast<Function*>(GetProcAddress(module, name));
}

// Not GetVersionEx: that says what the program's manifest asks for.
std::string osVersion() {
  using GetVersion = LONG WINAPI(OSVERSIONINFOW*);
  OSVERSIONINFOW version = {};
  version.dwOSVersionInfoSize = sizeof version;
  auto* const read = functionOf<GetVersion>(L"ntdll.dll", "RtlGetVersion");
  if (read == nullptr || read(&version) != 0) return {};
  return std::to_string(version.dwMajorVersion) + "." + std::to_string(version.dwMinorVersion) +
         "." + std::to_string(version.dwBuildNumber);
}

DWORD session() {
  DWORD session = 0;
  return ProcessIdToSessionId(GetCurrentProcessId(), &session) != FALSE ? session : 0;
}

bool elevated() {
  Handle token;
  TOKEN_ELEVATION elevation = {};
  DWORD size = sizeof elevation;
  return OpenProcessToken(GetCurrentProcess(), TOKEN_QUERY, token.out()) != FALSE &&
         GetTokenInformation(token.get(), TokenElevation, &elevation, size, &size) != FALSE &&
         elevation.TokenIsElevated != 0;
}

// A TOKEN_USER; empty if it may not be known.
std::vector<std::byte> userOf(HANDLE process) {
  Handle token;
  if (OpenProcessToken(process, TOKEN_QUERY, token.out()) == FALSE) return {};
  DWORD size = 0;
  GetTokenInformation(token.get(), TokenUser, nullptr, 0, &size);
  std::vector<std::byte> user(size);
  if (GetTokenInformation(token.get(), TokenUser, user.data(), size, &size) == FALSE) return {};
  return user;
}

// Of the session, as who signed in to it; empty if unknown.
std::wstring sessionUserName() {
  using Query = BOOL WINAPI(HANDLE, DWORD, int, wchar_t**, DWORD*);
  using Free = void WINAPI(void*);
  constexpr DWORD kCurrentSession = 0xFFFFFFFF;
  constexpr int kUserName = 5;  // WTSUserName
  auto* const query = functionOf<Query>(L"wtsapi32.dll", "WTSQuerySessionInformationW");
  auto* const free = functionOf<Free>(L"wtsapi32.dll", "WTSFreeMemory");
  wchar_t* name = nullptr;
  DWORD size = 0;
  if (query == nullptr || free == nullptr ||
      query(nullptr, kCurrentSession, kUserName, &name, &size) == FALSE) {
    return {};
  }
  std::wstring text(name);
  free(name);
  return text;
}

std::wstring ownUserName() {
  std::array<wchar_t, 257> name{};
  DWORD size = name.size();
  return GetUserNameW(name.data(), &size) != FALSE ? std::wstring(name.data()) : std::wstring();
}

// The owner of the shell is who uses the session. Another user's shell may be closed to us: then
// the names decide. What is not known counts as the same.
bool isSessionsUser() {
  DWORD id = 0;
  GetWindowThreadProcessId(GetShellWindow(), &id);
  const Handle shell(id == 0 ? nullptr : OpenProcess(PROCESS_QUERY_LIMITED_INFORMATION, FALSE, id));
  const auto theirs = shell.get() == nullptr ? std::vector<std::byte>() : userOf(shell.get());
  const auto ours = userOf(GetCurrentProcess());
  if (!theirs.empty() && !ours.empty()) {
    return EqualSid(reinterpret_cast<const TOKEN_USER*>(theirs.data())->User.Sid,
                    reinterpret_cast<const TOKEN_USER*>(ours.data())->User.Sid) != FALSE;
  }
  const std::wstring their_name = sessionUserName();
  const std::wstring our_name = ownUserName();
  return their_name.empty() || our_name.empty() ||
         CompareStringOrdinal(their_name.data(), -1, our_name.data(), -1, TRUE) == CSTR_EQUAL;
}

bool requestsHaveCorrelationIds() {
  ComPtr<abi::IApiInformationStatics> information;
  boolean present = 0;
  return SUCCEEDED(activationFactory(abi::kApiInformation, information)) &&
         SUCCEEDED(information->IsPropertyPresent(HString(abi::kWebTokenRequest).get(),
                                                  HString(L"CorrelationId").get(), &present)) &&
         present != 0;
}

std::string numberOf(HRESULT result) { return std::to_string(static_cast<std::uint32_t>(result)); }

// What an operation that has ended looked for: zero if it is there, none if WAM has none such.
std::optional<HRESULT> resultOf(abi::IProviderOperation& lookup) {
  ComPtr<abi::IWebAccountProvider> provider;
  const HRESULT result = lookup.GetResults(provider.out());
  return FAILED(result) || provider ? std::optional(result) : std::nullopt;
}

Words factsOf(HRESULT coreManager, std::optional<HRESULT> plugin) {
  const auto flag = [](bool value) { return std::string(value ? "1" : "0"); };
  return {osVersion(),
          std::to_string(session()),
          flag(GetShellWindow() != nullptr),
          flag(elevated()),
          flag(isSessionsUser()),
          flag(GetSystemMetrics(SM_REMOTESESSION) != 0),
          numberOf(coreManager),
          plugin ? numberOf(*plugin) : std::string(),
          flag(requestsHaveCorrelationIds())};
}

}  // namespace

ComPtr<abi::IAsyncInfo> hostFacts(std::function<void(Outcome<Words>)> done) {
  ComPtr<abi::IWebAuthenticationCoreManagerStatics> manager;
  const HRESULT found = activationFactory(abi::kWebAuthenticationCoreManager, manager);
  ComPtr<abi::IProviderOperation> lookup;
  const HRESULT started =
      FAILED(found) ? found
                    : manager->FindAccountProviderWithAuthorityAsync(
                          HString(kProviderId).get(), HString(kWorkAccounts).get(), lookup.out());
  if (FAILED(started)) {
    done(factsOf(found, started));
    return nullptr;
  }
  using Completed = abi::IAsyncOperationCompletedHandler<abi::IWebAccountProvider>;
  return listen<Completed, abi::IProviderOperation>(
      lookup, "FindAccountProviderWithAuthorityAsync",
      [found, done = std::move(done)](abi::IProviderOperation& ended, const auto&) {
        done(factsOf(found, resultOf(ended)));
      });
}

}  // namespace entra_broker::wam
