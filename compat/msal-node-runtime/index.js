// SPDX-License-Identifier: MIT
'use strict';

const runtime = require('entra-broker/msal-node-runtime');

// One assignment for each name: so an import in an ECMAScript module finds them.
exports.msalNodeRuntime = runtime.msalNodeRuntime;
exports.ErrorStatus = runtime.ErrorStatus;
exports.LogLevel = runtime.LogLevel;
