import { SILENT_AFTER_MS, type ProcessBeat } from '@ownerbot/queues';
import { leakCheck } from '@ownerbot/testing';
import type { OverviewView } from '../contract';
import { consoleInTest, type ConsoleInTest } from '../test-support/console-in-test';
import { processView } from './process-state';

jest.setTimeout(60_000);

const beat: ProcessBeat = { id: 'a', name: 'worker', host: 'h', pid: 1, version: '1', roles: ['inbox'], startedAt: '2026-03-02T12:00:00.000Z', live: true, ready: true, problems: [] };

test.each([
  ['well', {}],
  ['impaired', { ready: false, problems: [{ check: 'database', detail: 'away' }] }],
  ['stuck', { ready: false, problems: [{ check: 'inbox moves', detail: 'does not move' }] }],
  ['stuck', { live: false, ready: false, problems: [{ check: 'inbox', detail: 'jobs wait' }] }],
  ['silent', { ageMs: SILENT_AFTER_MS + 1 }],
] as const)('a process is %s when it says %j', (state, said) => {
  expect(processView({ ...beat, ageMs: 1_000, ...said }).state).toBe(state);
});

describe('the overview', () => {
  let world: ConsoleInTest;
  beforeAll(async () => {
    world = await consoleInTest();
  });
  afterAll(() => world.close());

  test('tells queues, processes, activity and what wants an eye', async () => {
    await world.queues.beat(beat);
    const boris = await world.loggedIn('boris');
    const view = (await boris.get('/api/overview')).json<OverviewView>();
    expect(view).toMatchObject({ backend: 'postgres', missing: [], blockedChats: { total: 0, items: [] }, counts: { deadLetters: 0, unknownProposals: 0, openOperations: 0 } });
    expect(view.queues?.find(({ queue }) => queue === 'inbox-0')).toMatchObject({ family: 'inbox', waiting: 0, paused: false, workers: 0 });
    expect(view.processes).toEqual([{ ...processView({ ...beat, ageMs: 0 }), ageMs: expect.any(Number) }]);
    expect(view.minutes).toHaveLength(60);
  });

  test('a queue that is paused here is paused, and the audit tells by whom', async () => {
    const anna = await world.loggedIn('anna');
    expect((await anna.send('POST', '/api/queues/tools/pause')).json()).toEqual({ queue: 'tools', paused: true });
    expect((await anna.get('/api/overview')).json<OverviewView>().queues?.find(({ queue }) => queue === 'tools')).toMatchObject({ paused: true });
    await anna.send('POST', '/api/queues/tools/resume');
    expect(await world.audited()).toEqual(expect.arrayContaining(['operator_action queues.pause anna', 'operator_action queues.resume anna']));
  });
});

leakCheck();
