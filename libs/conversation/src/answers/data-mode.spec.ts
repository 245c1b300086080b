import { leakCheck } from '@ownerbot/testing';
import type { ToolRun } from '@ownerbot/queues';
import { sql, writeSettings, type StoredMode, type TenantSettings } from '@ownerbot/storage';
import { aStatus } from '../fixtures/echo-domain';
import { echoed, failed, openWorld, type Sent, type World } from '../fixtures/world';
import type { ToolAttempt } from './tool-run-parts';

let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(async () => {
  await world.db.query(sql`truncate settings`);
  await world.emptyAll();
});
afterAll(() => world.close());

const status = (tenant: TenantSettings) => ({ ...aStatus, mode: tenant.upstreamModeOverride ?? 'SIS_HTTP' });

async function switchTo(mode: StoredMode): Promise<void> {
  await writeSettings(world.db, { of: 'tenant', patch: { upstream_mode_override: mode }, at: world.clock.now(), correlationId: 'test', by: 'test' });
}

const said = (sent: readonly Sent[]) => sent.map(({ message }) => (message.type === 'text' ? message.text : message.type));

test('a kept request keeps the mode that its turn chose, whatever is switched meanwhile; the next request has the new one', async () => {
  const modes: string[] = [];
  let isUp = false;
  const runTool = ({ mode, run }: ToolAttempt) => {
    modes.push(mode);
    return Promise.resolve(isUp ? echoed('word' in run.input ? String(run.input.word) : '') : failed('UPSTREAM_UNAVAILABLE'));
  };
  await world.text(1, 'say one', { status, runTool });
  const [run] = await world.db.query<{ payload: ToolRun }>(sql`select payload from effects where kind = 'tool.run'`);
  if (run === undefined) throw new Error('no run was written');
  expect(await world.runTool(run.payload, { status, runTool })).toMatchObject({ type: 'later' });
  await switchTo('DEMO');
  isUp = true;
  expect(await world.runTool(run.payload, { status, runTool })).toEqual({ type: 'done' });
  await world.text(2, 'say two', { status, runTool });
  await world.settle({ status, runTool });
  expect(modes).toEqual(['SIS_HTTP', 'SIS_HTTP', 'DEMO']);
});

test('a run from before the mode was noted has the mode of its moment', async () => {
  const modes: string[] = [];
  const runTool = ({ mode }: ToolAttempt) => {
    modes.push(mode);
    return Promise.resolve(echoed('x'));
  };
  await world.text(1, 'say one', { status, runTool });
  const [run] = await world.db.query<{ payload: ToolRun }>(sql`select payload from effects where kind = 'tool.run'`);
  if (run === undefined) throw new Error('no run was written');
  await switchTo('AUTO');
  await world.runTool({ ...run.payload, mode: null }, { status, runTool });
  expect(modes).toEqual(['AUTO']);
});

test('panels follow a switch at once', async () => {
  await world.text(1, '/systems', { status });
  await switchTo('DEMO');
  await world.text(2, '/systems', { status });
  expect(said(await world.settle({ status })).filter((text) => text.startsWith('mode'))).toEqual(['mode SIS_HTTP', 'mode DEMO']);
});

leakCheck();
