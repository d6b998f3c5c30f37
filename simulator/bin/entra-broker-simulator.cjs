#!/usr/bin/env node
// SPDX-License-Identifier: MIT
// Not in dist/, so that npm links the command in a checkout that is not built yet.
'use strict';
require('../dist/cli/main.js');
