// SPDX-License-Identifier: MIT
import { processKeys } from './core/keys.js';
import { DbusFront } from './fronts/dbus/dbus-front.js';
import type { Activation } from './fronts/front.js';
import { InProcessFront } from './fronts/in-process/in-process-front.js';
import type { StandIns, WslFailure } from './fronts/wsl-proxy/stand-ins.js';
import { WslProxyFront } from './fronts/wsl-proxy/wsl-proxy-front.js';
import type { StartMode } from './lifecycle.js';
import { loadScenario } from './scenario/load.js';
import type { Scenario } from './scenario/types.js';
import { SimulatedDevice } from './simulated-device.js';
import { SignInPage } from './ui/sign-in-page.js';
import { Simulator } from './simulator.js';

export interface SimulatorOptions {
  /** A scenario, the name of a ready one, or a file. Default `default`. */
  readonly scenario?: Scenario | string;
  /**
   * `dbus`: a private session bus with the broker on it; `wsl-proxy`: programs that stand in for
   * those of WSL; `in-process`: channels only. Default `dbus`.
   */
  readonly front?: 'dbus' | 'wsl-proxy' | 'in-process';
  /**
   * Whether the broker runs (`owned`, the default), is started by the first call (`activatable`)
   * or is not there (`absent`) until `restart()`.
   */
  readonly start?: StartMode;
  /** For `activatable`: how it comes up. */
  readonly activation?: Activation;
  /** Another bus than a private one, for the front `dbus`. The broker's name must be free there. */
  readonly busAddress?: string;
  /** For the front `wsl-proxy`: what is wrong with the way to the proxy. Default: nothing. */
  readonly wslFailure?: WslFailure;
  /** `auto`: windows are answered as the scenario says; `web`: by a person on a local page. */
  readonly ui?: 'auto' | 'web';
}

/**
 * Starts a simulated broker.
 *
 * @throws ScenarioError if the scenario is not usable; Error if the front cannot be started or used.
 */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const { front = 'dbus', start = 'owned', activation = {}, ui = 'auto' } = options;
  const scenario = loadScenario(options.scenario);
  const device = new SimulatedDevice(scenario, await processKeys(), ui === 'web', activation);
  const { lifecycle } = device;
  const activatable = start === 'activatable';
  const inProcess = new InProcessFront(device, activatable);
  lifecycle.add(inProcess);
  let page: SignInPage | undefined;
  try {
    let busAddress: string | undefined;
    let wsl: StandIns | undefined;
    if (front === 'dbus') {
      const bus = await DbusFront.start(device, {
        address: options.busAddress,
        activation: activatable ? activation : undefined,
      });
      lifecycle.add(bus);
      busAddress = bus.address;
    }
    if (front === 'wsl-proxy') {
      const proxy = await WslProxyFront.start(device, { activatable, failure: options.wslFailure });
      lifecycle.add(proxy);
      wsl = proxy.standIns;
    }
    if (ui === 'web') page = await SignInPage.start(device);
    if (start === 'owned') await lifecycle.appear();
    return new Simulator({ device, inProcess, busAddress, wsl, ui: page });
  } catch (error) {
    await lifecycle.close();
    await page?.close();
    throw error;
  }
}
