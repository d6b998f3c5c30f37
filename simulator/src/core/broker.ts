// SPDX-License-Identifier: MIT
import type { Rule } from '../scenario/types.js';
import type { World } from '../scenario/world.js';
import { AccountBook } from './accounts.js';
import { reply, type Directive, type IncomingCall, type Outcome } from './directive.js';
import { afterRule, fateOf } from './consequences.js';
import { Fault, faults, wireErrorObject } from './fault.js';
import type { InteractionDesk } from './interactions.js';
import { asObject, parseObject, textOf, textsOf, type JsonObject } from './json.js';
import type { KeyRing } from './keys.js';
import { OtherMethods } from './other-methods.js';
import { Policies } from './policies.js';
import { RuleBook, type RuleSubject } from './rule-book.js';
import { TokenDesk } from './token-desk.js';
import { TokenFlows } from './token-flows.js';
import { readTokenRequest } from './token-request.js';
import { TokenIssuer } from './tokens.js';

const tokenMethods = new Set(['acquireTokenSilently', 'acquireTokenInteractively']);

/** The simulated broker: decides what becomes of a call. It does no I/O and owns no timer. */
export class SimulatedBroker {
  readonly accounts: AccountBook;
  private rules: RuleBook;
  private readonly flows: TokenFlows;
  private readonly methods: OtherMethods;

  constructor(
    private readonly world: World,
    private readonly interactions: InteractionDesk,
    keys: KeyRing,
    now: () => number,
  ) {
    const issuer = new TokenIssuer(keys);
    const policies = new Policies(world.policies);
    const desk = new TokenDesk(world, issuer, now);
    this.accounts = new AccountBook(world);
    this.rules = new RuleBook(world.rules);
    this.flows = new TokenFlows(world, this.accounts, policies, desk, interactions);
    this.methods = new OtherMethods(world, this.accounts, policies, issuer, now);
  }

  setRules(rules: readonly Rule[]): void {
    this.rules = new RuleBook(rules);
  }

  handle(call: IncomingCall): Directive {
    const body = parseObject(call.body);
    const rule = this.rules.consult(subjectOf(call, body));
    const { delayMs = 0, proxy } = rule ?? {};
    const fate = fateOf(rule, this.world.errorShape, tokenMethods.has(call.method));
    if (fate !== undefined) return { outcome: fate, delayMs, proxy };
    const outcome = this.perform(call, body, rule?.answerAs);
    return { outcome: afterRule(rule, outcome), delayMs, proxy };
  }

  private perform(
    call: IncomingCall,
    body: JsonObject | undefined,
    answerAs: string | undefined,
  ): Outcome | Promise<Outcome> {
    if (call.method === 'Ping') return { kind: 'reply', body: '', copies: 1 };
    if (call.method === 'cancelInteractiveFlow') return this.cancelInteractiveFlow(body);
    try {
      const answer = this.answer(call, body, answerAs);
      if (answer === undefined) return unknownMethod(call.method);
      if (!(answer instanceof Promise)) return reply(answer);
      return answer.then(reply, (error: unknown) => this.errorReply(error, call.method));
    } catch (error) {
      return this.errorReply(error, call.method);
    }
  }

  private answer(
    { method, correlationId }: IncomingCall,
    body: JsonObject | undefined,
    answerAs: string | undefined,
  ): object | undefined {
    const request = (): JsonObject => {
      if (body === undefined) throw faults.badRequest('The request is not a JSON object');
      return body;
    };
    switch (method) {
      case 'acquireTokenSilently':
        return this.flows.silently(readTokenRequest(request()), answerAs);
      case 'acquireTokenInteractively':
        return this.flows.interactively(readTokenRequest(request()), correlationId, answerAs);
      case 'getLinuxBrokerVersion':
        return this.methods.getLinuxBrokerVersion();
      case 'getAccounts':
      case 'removeAccount':
      case 'acquirePrtSsoCookie':
      case 'generateSignedHttpRequest':
        return this.methods[method](request());
      default:
        return undefined;
    }
  }

  /**
   * Closes every window, whoever opened it: the message names no flow. Without an error object a
   * real broker 3.0.2 left the bus; so does this one, that clients may learn it here.
   */
  private cancelInteractiveFlow(body: JsonObject | undefined): Outcome {
    // The schema of real brokers spells it `Error`, Microsoft's client sends `error`.
    if (asObject(body?.['error'] ?? body?.['Error']) === undefined) {
      return { kind: 'crash', lastWords: undefined };
    }
    this.interactions.closeAll();
    return reply({});
  }

  private errorReply(error: unknown, method: string): Outcome {
    if (!(error instanceof Fault)) throw error;
    const wire = { error: wireErrorObject(error.wire, this.world.errorShape) };
    return reply(tokenMethods.has(method) ? { brokerTokenResponse: wire } : wire);
  }
}

function unknownMethod(method: string): Outcome {
  return {
    kind: 'dbus-error',
    name: 'org.freedesktop.DBus.Error.UnknownMethod',
    message: `The broker has no method ${method}`,
  };
}

function subjectOf(call: IncomingCall, body: JsonObject | undefined): RuleSubject {
  const parameters = asObject(body?.['authParameters']) ?? body;
  const account = asObject(parameters?.['account'] ?? body?.['account']);
  return {
    method: call.method,
    correlationId: call.correlationId,
    clientId: textOf(parameters, 'clientId'),
    username: textOf(parameters, 'username') || textOf(account, 'username'),
    scopes: textsOf(parameters, 'requestedScopes'),
  };
}
