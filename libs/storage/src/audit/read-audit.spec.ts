import { leakCheck, testDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { appendAudit } from './append-audit';
import { auditErrors } from './audit-errors';
import { recentAudit } from './recent-audit';

let database: Awaited<ReturnType<typeof testDatabase>>;
let db: Database;
const NOON = new Date('2026-03-18T11:00:00Z');
const at = (minutes: number) => new Date(NOON.getTime() + minutes * 60_000);

beforeAll(async () => {
  database = await testDatabase();
  db = database.open();
  const write = (minutes: number, eventType: string, severity: 'info' | 'error', fields: object) =>
    appendAudit(db, { correlationId: `tg-1-${minutes + 100}`, at: at(minutes), events: [{ eventType, severity, fields: { ...fields } }] });
  await write(0, 'tool_call_started', 'info', { tool: 'kpi_snapshot' });
  await write(1, 'tool_call_finished', 'error', { error_code: 'UPSTREAM_UNAVAILABLE' });
  await write(2, 'job_dead', 'error', { code: 'TOOL_TIMEOUT' });
  await write(3, 'tool_call_finished', 'error', { error_code: 'UPSTREAM_UNAVAILABLE' });
  await write(4, 'store_lost', 'error', {});
});
afterAll(() => database.drop());

test('records come newest first, and the next ones after the last id', async () => {
  const first = await recentAudit(db, { limit: 2 });
  expect(first).toMatchObject({ total: 5, rows: [{ eventType: 'store_lost', correlationId: 'tg-1-104' }, { eventType: 'tool_call_finished', occurredAt: at(3) }] });
  const next = await recentAudit(db, { limit: 2, beforeId: first.rows[1]?.id });
  expect(next.rows.map(({ eventType }) => eventType)).toEqual(['job_dead', 'tool_call_finished']);
});

test('records of one type are counted alone', async () => {
  const { total, rows } = await recentAudit(db, { limit: 10, eventType: 'tool_call_started' });
  expect({ total, rows }).toMatchObject({ total: 1, rows: [{ fields: { tool: 'kpi_snapshot' } }] });
});

test('errors of a time, by their codes; without a code the event is its own', async () => {
  const all = await auditErrors(db, { since: NOON, limit: 2 });
  expect(all).toMatchObject({ total: 4, byCode: { UPSTREAM_UNAVAILABLE: 2, TOOL_TIMEOUT: 1, store_lost: 1 }, rows: [{ code: 'store_lost' }, { code: 'UPSTREAM_UNAVAILABLE' }] });
  expect(await auditErrors(db, { since: at(3), limit: 10 })).toMatchObject({ total: 2 });
});

leakCheck();
