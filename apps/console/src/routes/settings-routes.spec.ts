import { searchAudit } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { consoleInTest, type ConsoleInTest } from '../test-support/console-in-test';

jest.setTimeout(60_000);

let world: ConsoleInTest;
beforeEach(async () => {
  world = await consoleInTest({ upstream: { upstreamMode: 'DEMO', isModeToggleEnabled: true } });
});
afterEach(() => world.close());

test('the mode is overridden and given back, and the audit tells by whom', async () => {
  const anna = await world.loggedIn('anna');
  expect((await anna.send('PUT', '/api/settings/upstream-mode', { mode: 'SIS_HTTP' })).json()).toMatchObject({ upstream: { configured: 'DEMO', override: 'SIS_HTTP', effective: 'SIS_HTTP' } });
  expect((await anna.send('PUT', '/api/settings/upstream-mode', { mode: null })).json()).toMatchObject({ upstream: { override: null, effective: 'DEMO' } });
  const changes = await searchAudit(world.db, { eventType: 'settings_changed', limit: 10 });
  expect(changes.map(({ fields }) => fields)).toEqual([
    { scope: 'tenant', by: 'console:anna', fields: ['upstream_mode_override'] },
    { scope: 'tenant', by: 'console:anna', fields: ['upstream_mode_override'] },
  ]);
});

test('a mode that there is not is refused', async () => {
  const anna = await world.loggedIn('anna');
  expect((await anna.send('PUT', '/api/settings/upstream-mode', { mode: 'LIVE' })).statusCode).toBe(400);
});

test('values of the tenant are changed as a whole or not at all', async () => {
  const anna = await world.loggedIn('anna');
  const { tenant } = (await anna.get('/api/settings')).json<{ tenant: { version: number } }>();
  const refused = await anna.send('PATCH', '/api/settings/tenant', { version: tenant.version, patch: { project: 'shop', currency: 'EURO' } });
  expect([refused.statusCode, refused.json<{ error: { code: string } }>().error.code]).toEqual([422, 'STORED_SETTING_INVALID']);
  expect((await anna.get('/api/settings')).json()).toMatchObject({ tenant: { project: 'ownerbot', currency: 'EUR' } });
  const taken = await anna.send('PATCH', '/api/settings/tenant', { version: tenant.version, patch: { project: 'shop', currency: 'USD' } });
  expect(taken.json()).toMatchObject({ tenant: { project: 'shop', currency: 'USD' } });
});

test('who has looked at older values does not overwrite newer ones', async () => {
  const anna = await world.loggedIn('anna');
  const { tenant } = (await anna.get('/api/settings')).json<{ tenant: { version: number } }>();
  await anna.send('PATCH', '/api/settings/tenant', { version: tenant.version, patch: { project: 'first' } });
  const second = await anna.send('PATCH', '/api/settings/tenant', { version: tenant.version, patch: { project: 'second' } });
  expect([second.statusCode, second.json<{ error: { code: string } }>().error.code]).toEqual([409, 'SETTINGS_CHANGED']);
});

leakCheck();

test('where the mode may not be changed while running, it is not', async () => {
  const fixed = await consoleInTest({ upstream: { upstreamMode: 'AUTO', isModeToggleEnabled: false } });
  try {
    const answer = await (await fixed.loggedIn('anna')).send('PUT', '/api/settings/upstream-mode', { mode: 'DEMO' });
    expect([answer.statusCode, answer.json<{ error: { code: string } }>().error.code]).toEqual([409, 'MODE_TOGGLE_OFF']);
  } finally {
    await fixed.close();
  }
});
