import { applySettings, createRuns, NotifySettingsOfWorker, tick, type NotifyParts } from '@ownerbot/notifications';
import { silentLogger, fixedClock, loadSettings } from '@ownerbot/runtime';
import type { JobRequest, Outcome } from '@ownerbot/queues';
import { NOTIFY_DEFAULTS, notifySettings, readSettings, sql, writeSettings, type NotifySettings } from '@ownerbot/storage';
import { leakCheck, simulatorWithDatabase, type SimulatorWithDatabase } from '@ownerbot/testing';
import { notifyPartsOf } from './notifying';
import { aStatus } from './test-support/a-status';
import { openAnswering, OWNER, type Answering } from './test-support/answering';

const BOT = '99';
const clock = fixedClock('2027-03-17T07:00:00Z');
const jobs: JobRequest[] = [];
let sis: SimulatorWithDatabase;
let bot: Answering;
let parts: NotifyParts;
beforeAll(async () => {
  sis = await simulatorWithDatabase(new Date('2027-03-17T08:00:00Z'));
  bot = await openAnswering({ UPSTREAM_MODE: 'DEMO', SIS_DATABASE_URL: sis.readerUrl }, [], clock);
  const { notify: settings } = loadSettings({ process: 'worker', classes: { notify: NotifySettingsOfWorker }, env: {} });
  const addAll = (added: readonly JobRequest[]) => Promise.resolve(void jobs.push(...added));
  const base = { db: bot.db, producer: { addAll, add: (one: JobRequest) => addAll([one]) }, composed: bot.composed, clock, log: silentLogger, status: () => aStatus, atCrashPoint: () => undefined };
  parts = notifyPartsOf({ base, runner: bot.runner, shop: bot.shop, settings, botId: BOT, artifactDays: 7, observe: { run: () => undefined, part: () => undefined } });
});
beforeEach(async () => {
  jobs.length = 0;
  await bot.db.query(sql`truncate notify_subscriptions, notify_runs, notifications, notify_deliveries, digests, settings, effects restart identity cascade`);
});
afterAll(async () => {
  await bot.close();
  await sis.close();
});

async function subscribe(patch: Partial<NotifySettings>): Promise<void> {
  await writeSettings(bot.db, { of: 'owner', userId: OWNER, patch, at: clock.now(), correlationId: 'test', by: 'test' });
  const { owner, tenant } = await readSettings(bot.db, OWNER);
  await applySettings(bot.db, { ownerUserId: OWNER, before: NOTIFY_DEFAULTS, after: notifySettings(owner.stored), ownerZone: tenant.timezone, pollMs: 300_000, at: clock.now() });
}

/** What the runs of this moment come to, and the messages that leave. */
async function at(moment: string): Promise<{ outcomes: Outcome[]; texts: string[] }> {
  clock.set(moment);
  await tick(parts);
  const outcomes: Outcome[] = [];
  for (const job of jobs.splice(0)) {
    if (job.kind !== 'notify.run') throw new Error(job.kind);
    outcomes.push(await createRuns(parts)({ ...job, attempt: 1, attemptsAllowed: 5, addedAt: clock.now(), signal: new AbortController().signal, log: silentLogger }));
  }
  const texts = jobs.flatMap((job) => (job.kind === 'message.send' && job.payload.message.type === 'text' ? [job.payload.message.text.replaceAll('\u00a0', ' ')] : []));
  return { outcomes, texts };
}

test('a digest is the daily report as the tool tells it, marked in DEMO, with its buttons (N1, N15)', async () => {
  await subscribe({ digest_enabled: true });
  const { outcomes, texts } = await at('2027-03-17T08:00:00Z');
  expect(outcomes).toEqual([{ type: 'done' }]);
  expect(texts).toHaveLength(1);
  expect(texts[0]).toContain('DEMO · <b>Сводка дня · ср 17.03</b>');
  expect(texts[0]).toContain('Вчера: чистая выручка 1 170,90 €');
  expect(await bot.db.query(sql`select kind, slot_key, format, late_minutes, model is not null as "hasModel" from digests`)).toEqual([{ kind: 'daily', slot_key: '2027-03-17', format: 'text', late_minutes: 0, hasModel: true }]);
  expect(await bot.db.query(sql`select fields ->> 'source' as source, correlation_id as id from audit_events where event_type = 'tool_call_started' and fields ->> 'tool' = 'biz_dashboard_daily'`)).toEqual([{ source: 'digest', id: `ntf-${OWNER}-digest-2027-03-17` }]);
});

test('a digest in SIS_DB_RO is made of the views of SIS alone', async () => {
  clock.set('2027-03-17T07:00:00Z');
  await bot.set({ upstream_mode_override: 'SIS_DB_RO' });
  await subscribe({ digest_enabled: true });
  const { outcomes, texts } = await at('2027-03-17T08:00:00Z');
  expect(outcomes).toEqual([{ type: 'done' }]);
  expect(texts[0]).not.toContain('DEMO');
  const [digest] = await bot.db.query<{ model: string }>(sql`select model::text as model from digests`);
  expect([...new Set(digest?.model.match(/"(demo|sis|sis-db):[^"]*"/g))].sort()).toEqual(['"sis-db:chat_threads"', '"sis-db:data_gaps"', '"sis-db:fx_state"', '"sis-db:order_items"', '"sis-db:orders"', '"sis-db:products"']);
});

test.each([
  ['png', 'photo', 'image/png'],
  ['pdf', 'document', 'application/pdf'],
] as const)('a digest as %s sends its text at once, and its file when it is drawn; a drawing that fails leaves the text (N10)', async (format, part, mime) => {
  clock.set('2027-03-17T07:00:00Z');
  await bot.set({ upstream_mode_override: null });
  await bot.db.query(sql`truncate artifacts cascade`);
  await subscribe({ digest_enabled: true, digest_format: format });
  const { texts } = await at('2027-03-17T08:00:00Z');
  expect(texts).toHaveLength(1);
  expect(jobs.map(({ kind }) => kind).sort()).toEqual(['message.send', 'report.render']);
  expect(await bot.db.query(sql`select state, mime, model is not null as "hasModel" from artifacts`)).toEqual([{ state: 'pending', mime, hasModel: true }]);
  await bot.db.query(sql`update artifacts set state = 'failed', error_code = 'RENDER_FAILED'`);
  await bot.db.query(sql`update effects set state = 'finished' where kind = 'message.send'`);
  await bot.db.query(sql`insert into messages (effect_id, part, bot_id, chat_id, kind, state, sending_at, sent_at) select id, 0, bot_id, chat_id, 'send', 'sent', created_at, created_at from effects where kind = 'message.send' on conflict do nothing`);
  jobs.length = 0;
  await at('2027-03-17T08:01:00Z');
  expect(await bot.db.query(sql`select part, state, error_code as code from notify_deliveries order by part_no`)).toEqual([{ part: 'text', state: 'sent', code: null }, { part, state: 'failed', code: 'RENDER_FAILED' }]);
  expect(await bot.db.query(sql`select 1 from notifications`)).toHaveLength(1);
});

test('a weekly report comes on its day, and a late one says so', async () => {
  clock.set('2027-03-15T07:00:00Z');
  await subscribe({ weekly_enabled: true });
  const { texts } = await at('2027-03-16T07:00:00Z');
  expect(texts[0]).toMatch(/^🕘 С опозданием: 22 ч/);
  expect(texts[0]).toContain('Недельный отчёт');
  expect(texts[0]).toContain('08–14.03');
});

test('a quiet day says nothing but what is worth it', async () => {
  clock.set('2027-03-17T07:00:00Z');
  await subscribe({ digest_enabled: true, digest_quiet_enabled: true });
  const { texts } = await at('2027-03-17T08:00:00Z');
  expect(texts[0]).toContain('<b>Почему сводка пришла</b>\n• требуют внимания: чаты без ответа');
  expect(await bot.db.query(sql`select next_slot from notify_subscriptions where kind = 'digest'`)).toEqual([{ next_slot: '2027-03-18-q0' }]);
});

leakCheck();
