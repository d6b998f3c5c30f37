// SPDX-License-Identifier: MIT
'use strict';
// Stands for the `electron` module, whose binary the tests do not have. What an app asks of a
// window is what Electron documents; the outcome goes to stdout.
const { EventEmitter } = require('node:events');

class BrowserWindow extends EventEmitter {
  #destroyed = false;
  #title;

  constructor({ title }) {
    super();
    this.#title = title;
    // The user closes the window.
    process.once('SIGUSR2', () => {
      this.#destroyed = true;
      this.emit('closed');
      app.emit('window-all-closed');
    });
  }

  getNativeWindowHandle() {
    // An X11 window, as Electron gives it on Linux.
    const handle = Buffer.alloc(4);
    handle.writeUInt32LE(Number(process.env.STUB_WINDOW));
    return handle;
  }

  isDestroyed() {
    return this.#destroyed;
  }

  setTitle(title) {
    if (this.#destroyed) throw new TypeError('Object has been destroyed');
    console.log(`${this.#title} -> ${title}`);
    this.#title = title;
  }
}

const app = Object.assign(new EventEmitter(), {
  whenReady: () => Promise.resolve(),
  quit: () => console.log('quit'),
});
const shell = {
  openExternal: async () => {
    throw new Error('the browser was opened');
  },
};

module.exports = { app, BrowserWindow, shell };
