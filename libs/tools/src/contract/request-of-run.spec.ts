import type { ToolRun } from '@ownerbot/queues';
import { requestOfRun } from './request-of-run';

const run: ToolRun = {
  effectId: 'tg-1-2-1',
  botId: '1',
  updateId: '2',
  chatId: '-100',
  ownerId: '700',
  tool: 'kpi_snapshot',
  version: '1.1',
  input: { day: '2026-03-17' },
  source: 'command',
  locale: 'en',
  timezone: 'Asia/Tokyo',
  requestedAt: '2026-03-18T11:00:00.000Z',
  deadlineAt: '2026-03-18T11:15:00.000Z',
};
const tenant = { project: 'ownerbot', shopId: 4, currency: 'EUR', timezone: 'Europe/Berlin', locale: 'ru', orderPrefix: 'OB-' };

test("a job becomes a request of its owner, in the owner's zone, with the tenant of now", () => {
  expect(requestOfRun({ run, correlationId: 'tg-1-2', tenant, mode: 'DEMO' })).toEqual({
    tool: 'kpi_snapshot',
    version: '1.1',
    correlation_id: 'tg-1-2',
    idempotency_key: 'tg-1-2-1',
    requested_at: '2026-03-18T11:00:00.000Z',
    deadline_at: '2026-03-18T11:15:00.000Z',
    actor: { owner_user_id: 700, chat_id: -100, role: 'owner', timezone: 'Asia/Tokyo' },
    tenant: { project: 'ownerbot', shop_id: 4, currency: 'EUR', timezone: 'Europe/Berlin', locale: 'ru' },
    mode: 'DEMO',
    source: 'command',
    payload: { day: '2026-03-17' },
  });
});

test('a file that was asked for reaches the tool; a choice of words is the presenter\'s alone', () => {
  const presented = (presentation: string) => requestOfRun({ run: { ...run, presentation }, correlationId: 'tg-1-2', tenant, mode: 'DEMO' }).presentation;
  expect(presented('json_file')).toEqual({ kind: 'json_file' });
  expect(presented('fx_settings')).toBeUndefined();
});

test('an unknown source counts as text', () => {
  expect(requestOfRun({ run: { ...run, source: 'phrase' }, correlationId: 'tg-1-2', tenant, mode: 'DEMO' }).source).toBe('text');
});
