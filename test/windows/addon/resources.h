// SPDX-License-Identifier: MIT
#pragma once

#include <node_api.h>

// { threads, handles }: how many this process has.
napi_value resources(napi_env env, napi_callback_info info);
