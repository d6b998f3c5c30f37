// SPDX-License-Identifier: MIT
import { AccountMemory } from '../../../../lib/broker/wam/account-memory.js';
import { ada, clientId, grace } from '../../../support/requests.js';

const otherClient = '0b7a9c31-55d2-4f0e-8a44-9e1d7c2b6f58';
const guestTenant = '5d0f7a44-8f0e-4b7c-a0d5-6b9a3c1e4f70';

it('tells WAM’s id of an account client by client, whatever the letters of the client id', () => {
  const memory = new AccountMemory();
  memory.learn(clientId.toUpperCase(), 'one', ada);
  memory.learn(otherClient, 'two', ada);
  expect(memory.idOf(clientId, ada)).toBe('one');
  expect(memory.idOf(otherClient.toUpperCase(), ada)).toBe('two');
  expect(memory.idOf(clientId, grace)).toBeUndefined();
  expect(memory.withIds(ada).wamAccountIds).toEqual({ [clientId]: 'one', [otherClient]: 'two' });
});

it('believes what an account says of itself before what it remembers', () => {
  const memory = new AccountMemory();
  memory.learn(clientId, 'remembered', ada);
  const own = { ...ada, wamAccountIds: { [clientId.toUpperCase()]: 'own' } };
  expect(memory.idOf(clientId, own)).toBe('own');
  expect(memory.idOf(otherClient, own)).toBeUndefined();
});

it('gives out what was asked with, where it knows no better', () => {
  const memory = new AccountMemory();
  const asked = { ...ada, wamAccountIds: { [clientId]: 'old', [otherClient]: 'kept' } };
  memory.learn(clientId, 'new', ada);
  const ids = memory.withIds(ada, asked).wamAccountIds;
  expect(ids).toEqual({ [clientId]: 'new', [otherClient]: 'kept' });
});

it('adds nothing to an account of which it knows nothing', () => {
  expect(new AccountMemory().withIds(ada)).toBe(ada);
});

it('takes of two ids the one in the account’s own tenant', () => {
  const memory = new AccountMemory();
  const guest = { ...ada, realm: guestTenant };
  memory.learn(clientId, 'home', ada);
  memory.learn(clientId, 'guest', guest);
  expect(memory.idOf(clientId, ada)).toBe('home');
  expect(memory.idOf(clientId, guest)).toBe('guest');
});

it('keeps the home that client info made certain, when a list tells less', () => {
  const memory = new AccountMemory();
  const certain = { ...ada, clientInfo: 'e30' };
  memory.learn(clientId, 'one', certain);
  const listed = { ...ada, homeAccountId: `${ada.localAccountId}.${guestTenant}`, name: 'New' };
  expect(memory.learn(clientId, 'one', listed)).toEqual({ ...certain, name: 'New' });
});

it('remembers client by client which id has no home that can be found', () => {
  const memory = new AccountMemory();
  expect(memory.hasNoHome(clientId, 'one')).toBe(false);
  memory.learnNoHome(clientId, 'one');
  expect(memory.hasNoHome(clientId.toUpperCase(), 'one')).toBe(true);
  expect(memory.hasNoHome(clientId, 'two')).toBe(false);
  expect(memory.hasNoHome(otherClient, 'one')).toBe(false);
});

it('forgets an account for the client that signs it out, and for no other', () => {
  const memory = new AccountMemory();
  memory.learn(clientId, 'one', ada);
  memory.learn(otherClient, 'two', ada);
  memory.learn(clientId, 'three', grace);
  memory.forget(clientId, ada);
  expect(memory.idOf(clientId, ada)).toBeUndefined();
  expect(memory.idOf(otherClient, ada)).toBe('two');
  expect(memory.idOf(clientId, grace)).toBe('three');
});
