import { sql, type AuditRow } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import type { AnswerParts } from '../answers/tool-run-parts';
import { composeEcho } from '../fixtures/echo-domain';
import { aBook } from '../fixtures/echo-templates';
import { dyingAt, echoed, failed, openWorld, type World } from '../fixtures/world';
import { FLOW_TTL_MS } from '../flow/flow-state';
import { createRelay } from '../relay/relay';
import type { CrashPoint } from '../turn/crash-points';
import { silentLogger } from '@ownerbot/runtime';

let world: World;
beforeAll(async () => {
  world = await openWorld('postgres');
});
afterEach(() => world.emptyAll());
afterAll(() => world.close());

const records = async (): Promise<AuditRow['fields'][]> => (await world.db.query<{ fields: AuditRow['fields'] }>(sql`select fields from audit_events where event_type = 'retrospective' order by id`)).map(({ fields }) => fields);
const answering = (response: ReturnType<typeof echoed>): Partial<AnswerParts> => ({ runTool: () => Promise.resolve(response) });
const provenance = { sources: ['demo:x'], window: { from: '2027-03-15', to: '2027-03-15', timezone: 'UTC', granularity: 'day' as const }, as_of: '2027-03-15T12:00:00Z', filters_hash: 'h', counts: null, completeness: { status: 'partial' as const, missing_days: [], in_progress_day: null, notes: [] } };

test('the answer of a run records its request: how good it is, and how long it took', async () => {
  await world.text(1, 'say moon');
  world.clock.advance(1_500);
  await world.settle(answering({ ...echoed('moon'), warnings: [{ code: 'STALE_DATA', message_key: '', params: {} }], provenance }));
  expect(await records()).toMatchObject([
    { input: 'text', tool: 'echo', kind: 'read', status: 'ok', quality: 'med', basis: 'data', data_confidence: 0.5, decision_confidence: 0.7, warnings: ['STALE_DATA'], completeness: 'partial', artifacts: 0, latency_ms: 1_500 },
  ]);
});

test('a run that ends with an error is one, and a file is counted', async () => {
  await world.text(1, 'say moon');
  await world.settle(answering(failed('NOT_FOUND')));
  await world.text(2, 'file moon');
  await world.settle();
  expect(await records()).toMatchObject([{ status: 'error', error_code: 'NOT_FOUND', reason: null, quality: 'low', data_confidence: 0, decision_confidence: 0 }, { status: 'ok', artifacts: 1, quality: 'high' }]);
});

test('several reads of one text are one request, as bad as the worst of them', async () => {
  await world.text(1, 'each one two three');
  await world.settle({ runTool: ({ run }) => Promise.resolve(JSON.stringify(run.input).includes('two') ? failed('NOT_FOUND') : echoed('x')) });
  expect(await records()).toMatchObject([{ request_id: `tg-${world.bot()}-1`, status: 'error', error_code: 'NOT_FOUND' }]);
});

test.each<CrashPoint>(['tool.begun', 'tool.ran', 'tool.answer-written', 'tool.answer-added'])('killed at %s and run again, a request is recorded once', async (point) => {
  await world.text(1, 'say moon');
  const [run] = await world.db.query<{ payload: Parameters<World['runTool']>[0] }>(sql`select payload from effects where kind = 'tool.run'`);
  if (run === undefined) throw new Error('nothing runs');
  const dying = dyingAt(point);
  void world.runTool(run.payload, dying);
  await dying.reached;
  await world.runTool(run.payload);
  await world.runTool(run.payload);
  expect(await records()).toHaveLength(1);
});

test.each<CrashPoint>(['turn.decided', 'turn.committed', 'turn.added'])('killed at %s and taken again, a refused request is recorded once', async (point) => {
  const dying = dyingAt(point);
  void world.text(1, '/say', dying);
  await dying.reached;
  await world.text(1, '/say');
  await world.text(1, '/say');
  expect(await records()).toMatchObject([{ status: 'refused' }]);
});

test('a run that an operator repeats has had its record', async () => {
  await world.text(1, 'say moon');
  const [run] = await world.db.query<{ payload: Parameters<World['runTool']>[0] }>(sql`update effects set id = id || '-r1', payload = jsonb_set(payload, '{effectId}', to_jsonb(id || '-r1')) where kind = 'tool.run' returning payload`);
  if (run === undefined) throw new Error('nothing runs');
  await world.runTool(run.payload);
  expect(await records()).toEqual([]);
});

test('a question that nobody answers is recorded by the relay, once, though nobody writes again', async () => {
  const parts = { composed: composeEcho({ templates: () => aBook('v1') }) };
  const relay = createRelay(world.parts(parts));
  await world.text(1, 'ask bad', parts);
  world.clock.advance(FLOW_TTL_MS - 1);
  await relay({ log: silentLogger });
  expect(await records()).toEqual([]);
  world.clock.advance(1);
  await relay({ log: silentLogger });
  await relay({ log: silentLogger });
  expect(await records()).toMatchObject([{ status: 'abandoned', reason: 'word', template_id: 'ECHO_ASK', request_id: `tg-${world.bot()}-1` }]);
  await world.text(2, 'hello', parts);
  expect(await records()).toMatchObject([{ status: 'abandoned' }, { status: 'ok', kind: 'answer' }]);
});

leakCheck();
