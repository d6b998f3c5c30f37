// SPDX-License-Identifier: MIT
// Has nothing but a call that waits.
'use strict';
const { openBroker } = require('entra-broker');
const { report } = require('./common.cjs');

void openBroker()
  .then((broker) => broker.getBrokerVersion())
  .then(report);
