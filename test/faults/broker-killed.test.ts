// SPDX-License-Identifier: MIT
import { openBroker, type Broker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { callOperation, operations, type Operation } from '../support/requests.js';

jest.setTimeout(30_000);

let simulator: Simulator;
let broker: Broker;

beforeAll(async () => {
  simulator = await startSimulator();
  broker = await openBroker({ channel: new DbusChannel({ address: simulator.busAddress ?? '' }) });
});

afterAll(async () => {
  await broker.close();
  await simulator.stop();
});

beforeEach(async () => {
  await simulator.restart();
  simulator.setScenario('default');
});

/** How long a call may take that would otherwise have five minutes. */
const promptly = { timeoutMs: 20_000 } as const;

/** How many messages an operation sends when all goes well. */
async function messagesOf(operation: Operation): Promise<number> {
  const before = simulator.requests.length;
  await callOperation(broker, operation, promptly);
  simulator.setScenario('default');
  return simulator.requests.length - before;
}

async function worksAgain(operation: Operation): Promise<void> {
  simulator.setScenario('default');
  await simulator.restart();
  await callOperation(broker, operation, promptly);
}

describe.each(operations.map((operation) => [operation.name, operation] as const))(
  '%s',
  (_name, operation) => {
    it('fails at once where the broker has died before, and works when it is back', async () => {
      await simulator.crash();
      const error = await rejectsWith(
        callOperation(broker, operation, promptly),
        'broker_unavailable',
      );
      expect(error.retryable).toBe(true);
      await worksAgain(operation);
    });

    it('fails at once where the broker dies over any of its messages', async () => {
      const messages = await messagesOf(operation);
      expect(messages).toBeGreaterThan(0);
      for (let nth = 1; nth <= messages; nth += 1) {
        simulator.setRules([{ when: { nth }, then: { crash: 'before' } }]);
        const error = await rejectsWith(
          callOperation(broker, operation, promptly),
          'broker_unavailable',
        );
        expect(error.context).toMatch(/^org\.freedesktop\.DBus\.Error\.NoReply/);
        await worksAgain(operation);
      }
    });

    it('takes the last words of a broker that dies after any of its messages', async () => {
      const messages = await messagesOf(operation);
      for (let nth = 1; nth <= messages; nth += 1) {
        simulator.setRules([{ when: { nth }, then: { crash: 'after' } }]);
        const call = callOperation(broker, operation, promptly);
        // The last reply is all that was missing; after another one there is nobody to ask.
        if (nth === messages) await call;
        else await rejectsWith(call, 'broker_unavailable');
        await worksAgain(operation);
      }
    });
  },
);
