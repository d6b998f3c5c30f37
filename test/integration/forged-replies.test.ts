// SPDX-License-Identifier: MIT
import { openBroker } from 'entra-broker';
import { startSimulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { BusClient } from '../simulator/support/bus-client.js';
import { rejectsWith } from '../support/broker-errors.js';
import { clientId } from '../support/requests.js';

const methodReturn = 2;
const forged = JSON.stringify({ accounts: [] });

/** Answers every call that any connection of the bus may have made so far. */
async function answerEverything(attacker: BusClient): Promise<void> {
  for (let connection = 0; connection < 10; connection += 1) {
    for (let replySerial = 1; replySerial <= 40; replySerial += 1) {
      const destination = `:1.${connection}`;
      attacker.send({ type: methodReturn, destination, replySerial }, [forged]);
    }
  }
  // The bus works in order: with this reply it has delivered or refused all of them.
  await attacker.callBus('GetId');
}

it('a process that does not own the broker’s name cannot answer in its place', async () => {
  await using simulator = await startSimulator();
  const address = simulator.busAddress ?? '';
  await using broker = await openBroker({ channel: new DbusChannel({ address }) });
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
  const abort = new AbortController();
  const accounts = broker.getAccounts({ clientId, signal: abort.signal });
  const ended = rejectsWith(accounts, 'request_aborted');
  await simulator.waitForRequest('getAccounts');

  const attacker = await BusClient.open(address);
  await answerEverything(attacker);
  // Whatever was delivered to us before this answer has been read by now.
  await broker.getBrokerVersion();
  abort.abort();
  await ended;
  attacker.close();
});

it('the replies of a broker that was started anew are its own', async () => {
  await using simulator = await startSimulator();
  const address = simulator.busAddress ?? '';
  await using broker = await openBroker({ channel: new DbusChannel({ address }) });
  await broker.getBrokerVersion();
  await simulator.crash();
  await simulator.restart();
  expect(await broker.getBrokerVersion()).toBe('3.0.2');
});
