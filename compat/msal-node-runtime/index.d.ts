// SPDX-License-Identifier: MIT
export * from 'entra-broker/msal-node-runtime';
