// SPDX-License-Identifier: MIT

export const brokerName = 'com.microsoft.identity.broker1';
export const brokerPath = '/com/microsoft/identity/broker1';
export const brokerInterface = 'com.microsoft.identity.Broker1';
export const peerInterface = 'org.freedesktop.DBus.Peer';
export const busName = 'org.freedesktop.DBus';
export const busPath = '/org/freedesktop/DBus';
