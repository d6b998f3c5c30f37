// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import type { AccountsChange, AvailabilityChange } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, grace, silentRequest, windowRequest } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';

/** What a stage's broker has told, and how to wait for more of it. */
class Audience {
  readonly accounts: AccountsChange[] = [];
  readonly availability: AvailabilityChange[] = [];
  readonly #bell = new EventEmitter();

  constructor({ broker }: Stage) {
    broker.on('accountsChanged', (change) => {
      this.accounts.push(change);
      this.#bell.emit('rung');
    });
    broker.on('availabilityChanged', (change) => {
      this.availability.push(change);
      this.#bell.emit('rung');
    });
  }

  async until(condition: () => boolean): Promise<void> {
    while (!condition()) {
      await once(this.#bell, 'rung');
    }
  }
}

export const eventCases: readonly ConformanceCase[] = [
  {
    name: 'accountsChanged tells of a sign-in and a sign-out of our own, and of nothing else',
    async run(context) {
      await using stage = await Stage.open(context);
      const audience = new Audience(stage);
      context.simulator.setScenario(scenarioWith({ interactive: { pick: grace.username } }));
      await stage.broker.getAccounts({ clientId });
      await stage.broker.acquireTokenSilently(silentRequest);
      assert.deepEqual(audience.accounts, []);
      const told: AccountsChange = { cause: 'call', clientId };
      await stage.broker.signInInteractively(windowRequest);
      assert.deepEqual(audience.accounts, [told]);
      await stage.broker.signInInteractively(windowRequest);
      assert.deepEqual(audience.accounts, [told]);
      await stage.broker.signOut({ clientId, account: grace });
      assert.deepEqual(audience.accounts, [told, told]);
    },
  },
  {
    name: 'accountsChanged tells what refreshAccounts finds, and nothing where nothing changed',
    async run(context) {
      await using stage = await Stage.open(context);
      const audience = new Audience(stage);
      await stage.broker.getAccounts({ clientId });
      await stage.broker.refreshAccounts({ clientId });
      assert.deepEqual(audience.accounts, []);
      context.simulator.signIn(grace.username);
      const accounts = await stage.broker.refreshAccounts({ clientId });
      assert.equal(accounts.length, 2);
      assert.deepEqual(audience.accounts, [{ cause: 'refresh', clientId }]);
    },
  },
  {
    name: 'what changes at the broker is told at the next call, since nothing is polled',
    async run(context) {
      await using stage = await Stage.open(context);
      const audience = new Audience(stage);
      await stage.broker.getAccounts({ clientId });
      context.simulator.signOut(ada.username);
      await stage.roundTrip();
      assert.deepEqual(audience.accounts, []);
      assert.deepEqual(stage.methods, ['getAccounts', 'getLinuxBrokerVersion']);
      await stage.broker.getAccounts({ clientId });
      assert.deepEqual(audience.accounts, [{ cause: 'call', clientId }]);
    },
  },
  {
    name: 'a broker that goes and comes back changes availability, and then the accounts',
    async run(context) {
      await using stage = await Stage.open(context);
      const audience = new Audience(stage);
      await stage.roundTrip();
      await context.simulator.crash();
      await audience.until(() => audience.availability.length === 1);
      assert.deepEqual(audience.availability, [{ available: false, running: false }]);
      assert.deepEqual(audience.accounts, []);
      await context.simulator.restart();
      await audience.until(() => audience.accounts.length === 1);
      assert.deepEqual(audience.availability.at(-1), { available: true, running: true });
      assert.deepEqual(audience.accounts, [{ cause: 'owner_changed' }]);
    },
  },
  {
    name: 'a listener that is taken away hears nothing more',
    async run(context) {
      await using stage = await Stage.open(context);
      const heard: AccountsChange[] = [];
      const stop = stage.broker.on('accountsChanged', (change) => {
        heard.push(change);
      });
      await stage.broker.signOut({ clientId, account: ada });
      stop();
      await stage.broker.signOut({ clientId, account: ada });
      assert.equal(heard.length, 1);
    },
  },
  {
    name: 'log lines carry level, correlation id and the number of the broker',
    async run(context) {
      await using stage = await Stage.open(context);
      await using other = await Stage.open(context);
      const correlationId = randomUUID();
      await stage.broker.getAccounts({ clientId, correlationId });
      await other.broker.getAccounts({ clientId });
      context.simulator.setRules([{ then: { error: { status: 0 } } }]);
      await rejectsWith(stage.broker.getAccounts({ clientId, correlationId }), 'broker_error');
      assert.deepEqual(
        stage.log.map(({ level }) => level),
        ['info', 'info', 'info', 'error'],
      );
      assert.ok(stage.log.every((line) => line.correlationId === correlationId));
      assert.equal(new Set(stage.log.map(({ brokerInstance }) => brokerInstance)).size, 1);
      assert.notEqual(stage.log[0]?.brokerInstance, other.log[0]?.brokerInstance);
      assert.match(stage.log.at(-1)?.message ?? '', /getAccounts failed .*broker_error/);
    },
  },
];
