// SPDX-License-Identifier: MIT
import { claimsOf } from './jwt.js';
import { ada, fails, grace, homeAccountIdOf, runtimeCall, succeeds } from './runtime-calls.js';
import { changedScenario, simulatedDesktop } from './simulated-desktop.js';

describe("Microsoft's runtime takes its tokens from the simulator", () => {
  const desktop = simulatedDesktop();

  it('silently: for the account, the scopes and the time that the broker says', async () => {
    const homeAccountId = await homeAccountIdOf(desktop.session, ada);
    const call = runtimeCall('AcquireTokenSilently', { homeAccountId });
    const result = await succeeds(desktop.session, call);
    const claims = claimsOf(result.accessToken);
    expect(claims).toMatchObject({ preferred_username: ada, scp: 'User.Read' });
    expect(result).toMatchObject({
      account: { homeAccountId, username: ada },
      expiresOn: claims['exp'],
      isPopAuthorization: false,
    });
    expect(result.grantedScopes?.split(' ')).toContain('User.Read');
    expect(JSON.parse(result.telemetryData ?? '')).toMatchObject({ broker_app_used: 'true' });
  });

  it('silently: a renewed one for a token that it wants no more', async () => {
    const homeAccountId = await homeAccountIdOf(desktop.session, ada);
    const call = runtimeCall('AcquireTokenSilently', { homeAccountId });
    const { accessToken = '' } = await succeeds(desktop.session, call);
    const renewal = runtimeCall('AcquireTokenSilently', {
      homeAccountId,
      accessTokenToRenew: accessToken,
    });
    const renewed = await succeeds(desktop.session, renewal);
    expect(renewed.accessToken).not.toBe(accessToken);
  });

  it('in a window: for the account that it asked for', async () => {
    const homeAccountId = await homeAccountIdOf(desktop.session, ada);
    const call = runtimeCall('AcquireTokenInteractively', { homeAccountId });
    expect(await succeeds(desktop.session, call)).toMatchObject({ account: { username: ada } });
    const { correlationId } = call;
    expect(desktop.simulator.interactions).toMatchObject([{ loginHint: ada, correlationId }]);
  });

  it('in a window: for the user who was picked there', async () => {
    desktop.simulator.setScenario(changedScenario({ interactive: { answer: 'wait' } }));
    const { outcome } = desktop.session.runtime.begin(runtimeCall('SignInInteractively'));
    await desktop.simulator.waitForInteraction();
    desktop.simulator.answerInteractive({ pick: grace });
    expect(await outcome).toMatchObject({ result: { account: { username: grace } } });
  });

  it('in a window: none where the user closed it', async () => {
    desktop.simulator.setScenario(changedScenario({ interactive: { answer: 'refuse' } }));
    const failure = await fails(desktop.session, runtimeCall('SignInInteractively'));
    expect(failure).toMatchObject({ status: 7, context: 'The user closed the window' });
  });

  it('in a window: none of another user than the one it opened the window for', async () => {
    desktop.simulator.setScenario(
      changedScenario({ interactive: { answer: 'pick', pick: grace } }),
    );
    const homeAccountId = await homeAccountIdOf(desktop.session, ada);
    const call = runtimeCall('AcquireTokenInteractively', { homeAccountId });
    expect(await fails(desktop.session, call)).toMatchObject({ status: 2, tag: '4vt9f' });
  });

  it('with user name and password', async () => {
    const parameters = {
      MSALRuntime_Username: grace,
      MSALRuntime_Password: 'invented-password-of-grace',
    };
    const result = await succeeds(desktop.session, runtimeCall('SignInSilently', { parameters }));
    expect(result.account).toMatchObject({ username: grace });
  });

  it('with a wrong password: none', async () => {
    const parameters = { MSALRuntime_Username: ada, MSALRuntime_Password: 'wrong' };
    const failure = await fails(desktop.session, runtimeCall('SignInSilently', { parameters }));
    expect(failure).toMatchObject({
      status: 2,
      context: 'The user name or the password is wrong',
    });
  });

  it('none with fewer scopes than it asked for', async () => {
    const policies = [{ effect: 'scopes_declined', scopes: ['Mail.Read'] }] as const;
    desktop.simulator.setScenario(changedScenario({ policies }));
    const call = runtimeCall('SignInSilently', { scopes: 'User.Read Mail.Read' });
    expect(await fails(desktop.session, call)).toMatchObject({ status: 6, tag: '9zj08' });
  });
});
