// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator, type SimulatorOptions } from 'entra-broker-simulator';
import type { ChannelCall, ChannelReply } from 'entra-broker';
import {
  WslProxyChannel,
  type WslProxyChannelOptions,
} from '../../lib/channels/wsl-proxy/channel.js';

export function startWsl(options: SimulatorOptions = {}): Promise<Simulator> {
  return startSimulator({ front: 'wsl-proxy', ...options });
}

/** A channel that finds the simulator's wslinfo. */
export function channelTo(
  simulator: Simulator,
  options: WslProxyChannelOptions = {},
): WslProxyChannel {
  return new WslProxyChannel({ wslinfoPath: simulator.wsl?.wslinfoPath ?? '', ...options });
}

export function invocation(
  method: string,
  given: Partial<Extract<ChannelCall, { verb: 'invoke' }>> = {},
): Extract<ChannelCall, { verb: 'invoke' }> {
  return {
    verb: 'invoke',
    method,
    protocolVersion: '0.0',
    correlationId: '6d1e3c5a-1111-4222-8333-94a5b6c7d8e9',
    body: '{}',
    timeoutMs: 20_000,
    ...given,
  };
}

/** Starts a call and waits for what comes of it. */
export function replyTo(channel: WslProxyChannel, call: ChannelCall): Promise<ChannelReply> {
  return new Promise((resolve) => channel.start(call, resolve));
}
