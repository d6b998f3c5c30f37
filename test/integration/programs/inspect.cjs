// SPDX-License-Identifier: MIT
'use strict';
const { inspectBroker } = require('entra-broker');
const { report } = require('./common.cjs');

void inspectBroker().then(report);
