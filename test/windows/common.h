// SPDX-License-Identifier: MIT
// What takes the compiler longest to read: read once, ahead of all other C++ in this folder.
// Compiled by itself, hence without #pragma once.
#include <winsock2.h>
// winsock2.h comes before these.
#include <inspectable.h>
#include <windows.h>

#include <atomic>
#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <thread>
#include <vector>
