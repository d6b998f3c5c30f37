// SPDX-License-Identifier: MIT
export { startSimulator, type SimulatorOptions } from './start-simulator.js';
export { Simulator, type SimulatedAccount, type WslPrograms } from './simulator.js';
export type { SimulatorEvents } from './simulated-device.js';
export type { StartMode } from './lifecycle.js';
export type { Activation, ActivationFailure } from './fronts/front.js';
export type { WslFailure } from './fronts/wsl-proxy/stand-ins.js';
export type { Candidate, Interaction, InteractionAnswer } from './core/interactions.js';
export type { ReceivedRequest, WaitOptions } from './request-log.js';
export { ScenarioError } from './scenario/scenario-error.js';
export { loadScenario, readyScenarios, type ReadyScenario } from './scenario/load.js';
export type * from './scenario/types.js';
export { wireStatuses, type StatusName } from './core/statuses.js';
