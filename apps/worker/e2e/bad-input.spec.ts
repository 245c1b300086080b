import { sql } from '@ownerbot/storage';
import { leakCheck, startSystem, SYSTEM_OWNER, waitFor, type SandboxPost, type System } from '@ownerbot/testing';

const FLOODER = '20000003';
const STRANGER = '20000002';
/** What is said when something of ours broke, or was given up. */
const BROKEN = /ошибка бота|Не получилось выполнить/;

let system: System;
let nextUpdateId = 700_000_000;
beforeAll(async () => {
  system = await startSystem({ backend: 'postgres', ownerIds: [SYSTEM_OWNER, FLOODER], env: { ACCESS_DENY_AUDIT_TTL_SEC: '60' } });
  for (const id of [FLOODER, STRANGER]) await system.sandbox.call('POST', '/persons', { id: Number(id), first_name: 'Анна' });
});
afterAll(() => system.stop());

const person = (id: string, more: object = {}) => ({ id: Number(id), is_bot: false, first_name: 'Анна', language_code: 'ru', ...more });
const privateChat = (id: string) => ({ id: Number(id), type: 'private', first_name: 'Анна' });

function messageOf(userId: string, fields: object): object {
  return { message_id: nextUpdateId, date: 1_770_000_000, chat: privateChat(userId), from: person(userId), ...fields };
}

/** Hands ingest raw JSON as Telegram would, and returns its status. */
async function postRaw(body: string): Promise<number> {
  const answer = await fetch(`${system.ingestUrl}/tg/webhook`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': system.env['WEBHOOK_SECRET'] ?? '' },
    body,
  });
  return answer.status;
}

/** Posts an update that holds these fields, expects 200, and returns its id. */
async function post(fields: object): Promise<number> {
  const updateId = nextUpdateId++;
  expect(await postRaw(JSON.stringify({ update_id: updateId, ...fields }))).toBe(200);
  return updateId;
}

/** How the ledger ends with an update; waits for the end. */
function ended(updateId: number): Promise<{ state: string; result: string; rows: number }> {
  return waitFor(
    async () => {
      const rows = await system.db.query<{ state: string; result: string }>(sql`select state, result from updates where update_id = ${updateId}`);
      const [row] = rows;
      return row !== undefined && (row.state === 'done' || row.state === 'dead') ? { ...row, rows: rows.length } : undefined;
    },
    { what: `the end of update ${updateId}`, timeoutMs: 20_000 },
  );
}

const answersTo = async (chatId: string): Promise<SandboxPost[]> => (await system.sandbox.posts(chatId)).filter((one) => one.direction === 'out');

async function audited(where: { userId: string; kind: string }): Promise<number> {
  const [row] = await system.db.query<{ number: number }>(
    sql`select count(*)::int as number from audit_events where event_type = 'access_denied' and fields->>'userId' = ${where.userId} and fields->>'updateKind' = ${where.kind}`,
  );
  return row?.number ?? 0;
}

/** Runs the work, then asks for an order: the chat must go on. Returns what the bot said to the work itself. */
async function thenGoesOn(work: () => Promise<void>, chatId = SYSTEM_OWNER): Promise<string[]> {
  const before = (await answersTo(chatId)).length;
  await work();
  await post({ message: messageOf(chatId, { text: 'заказ OB-1003' }) });
  const all = await waitFor(
    async () => {
      const posts = (await answersTo(chatId)).slice(before).map((one) => one.message.text ?? '');
      return posts.at(-1)?.includes('149,00') === true ? posts : undefined;
    },
    { what: 'the answer to the question after it', timeoutMs: 30_000 },
  );
  expect(all.join('\n')).not.toMatch(BROKEN);
  return all.slice(0, -1);
}

test('a stranger who writes twenty times gets silence, and one audit row a minute', async () => {
  await thenGoesOn(async () => {
    const updates: number[] = [];
    for (let number = 0; number < 20; number += 1) updates.push(await post({ message: messageOf(STRANGER, { text: `kpi ${number}` }) }));
    for (const update of updates) expect(await ended(update)).toEqual({ state: 'done', result: 'denied', rows: 1 });
    expect(await audited({ userId: STRANGER, kind: 'message' })).toBe(1);
    await system.db.query(sql`update kept_values set expires_at = now() - interval '1 second' where key = ${`throttle:audit:access-denied:${STRANGER}:message`}`);
    await ended(await post({ message: messageOf(STRANGER, { text: 'kpi' }) }));
    expect(await audited({ userId: STRANGER, kind: 'message' })).toBe(2);
  });
  const { calls } = await system.sandbox.calls();
  expect(calls.filter((call) => call.chat_id === STRANGER)).toEqual([]);
});

test.each([
  ['edited_message', () => ({ edited_message: messageOf(SYSTEM_OWNER, { text: 'kpi', edit_date: 1_770_000_001 }) })],
  ['my_chat_member', () => ({ my_chat_member: { chat: privateChat(SYSTEM_OWNER), from: person(SYSTEM_OWNER), date: 1, old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } })],
  ['message_reaction', () => ({ message_reaction: { chat: privateChat(SYSTEM_OWNER), message_id: 1, user: person(SYSTEM_OWNER), date: 1, old_reaction: [], new_reaction: [] } })],
  ['poll, which has neither chat nor sender', () => ({ poll: { id: '1', question: '?', options: [], total_voter_count: 0, is_closed: true, is_anonymous: true, type: 'regular' } })],
  ['a kind that nobody knows yet', () => ({ telepathy: { from: person(SYSTEM_OWNER), thought: 'kpi' } })],
  ['nothing but its id', () => ({})],
])('an update of a kind that is not handled is done as ignored: %s', async (_kind, fields) => {
  const said = await thenGoesOn(async () => {
    expect(await ended(await post(fields()))).toEqual({ state: 'done', result: 'ignored', rows: 1 });
  });
  expect(said).toEqual([]);
});

const TEXTS: readonly (readonly [string, string])[] = [
  ['4096 emoji', '😀'.repeat(4_096)],
  ['a family of joined emoji without an end', '👩‍👩‍👧‍👦'.repeat(370)],
  ['right-to-left marks and overrides', '\u200f\u202ekpi\u202c\u200e \u2067вчера\u2069'],
  ['NUL', 'kpi\u0000 вчера\u0000'],
  ['lone surrogates', '\ud83d kpi \ude00\ud83d'],
  ['control characters alone', '\u0001\u0007\u001b[31m\u007f'],
  ['combining marks stacked a thousand high', `z${'\u0301'.repeat(1_000)}`],
  ['tags and entities', '<b>&lt;script>&#0;</b> {name} {{x}} %s $1'],
  ['blanks alone', ' \u00a0\u3000\n\t '],
];

test.each(TEXTS)('a text of %s is stored, and answered with a clear text', async (_what, text) => {
  const said = await thenGoesOn(async () => {
    // Half a character and NUL travel as JSON escapes: `\ud83d`, `\u0000`.
    expect(await ended(await post({ message: messageOf(SYSTEM_OWNER, { text }) }))).toMatchObject({ state: 'done', rows: 1 });
  });
  expect(said.length).toBeGreaterThan(0);
  expect(said.join('').trim()).not.toBe('');
});

test.each([
  ['a name of NUL and half a character', { from: person(SYSTEM_OWNER, { first_name: '\u0000\ud800', username: '\udfff' }), text: '/start' }],
  ['a text that is a number', { text: 12_345 }],
  ['a sticker', { sticker: { file_id: 'x', file_unique_id: 'y', type: 'regular', width: 1, height: 1, is_animated: false, is_video: false } }],
  ['a date far away', { text: '/help', date: 9_007_199_254_740_991 }],
  ['nothing that can be read', {}],
])('a message with %s is stored, and answered with a clear text', async (_what, fields) => {
  const said = await thenGoesOn(async () => {
    expect(await ended(await post({ message: messageOf(SYSTEM_OWNER, fields) }))).toMatchObject({ state: 'done', rows: 1 });
  });
  expect(said.join('').trim()).not.toBe('');
});

test('the owner in a group is met with silence, and recorded', async () => {
  await thenGoesOn(async () => {
    const chat = { id: -100_123_456, type: 'supergroup', title: 'Shop' };
    expect(await ended(await post({ message: { ...messageOf(SYSTEM_OWNER, { text: '/start' }), chat } }))).toEqual({ state: 'done', result: 'denied', rows: 1 });
  });
  expect(await audited({ userId: SYSTEM_OWNER, kind: 'message' })).toBe(1);
  const { calls } = await system.sandbox.calls();
  expect(calls.filter((call) => call.chat_id === '-100123456')).toEqual([]);
});

/** Presses a button as this person; the message stands in the person's own chat. */
async function press(userId: string, data: string): Promise<{ update_id: number; callbackId: string }> {
  const updateId = nextUpdateId++;
  const callbackId = `press-${updateId}`;
  const update = { update_id: updateId, callback_query: { id: callbackId, from: person(userId), chat_instance: '1', data, message: { message_id: updateId, date: 1_770_000_000, chat: privateChat(userId), text: 'x' } } };
  await system.sandbox.inject([update]);
  return { update_id: updateId, callbackId };
}

/** The answers to a press that reached Telegram. */
async function pressAnswers(callbackId: string): Promise<Readonly<Record<string, string>>[]> {
  const { calls } = await system.sandbox.calls({ method: 'answerCallbackQuery' });
  return calls.filter((call) => call.params['callback_query_id'] === callbackId).map((call) => call.params);
}

test('a stranger who presses a button hears that it is not for him, changes nothing, and is recorded', async () => {
  const pressed = await press(STRANGER, 'ui:home');
  expect(await ended(pressed.update_id)).toEqual({ state: 'done', result: 'denied', rows: 1 });
  await waitFor(async () => (await pressAnswers(pressed.callbackId)).length === 1, { what: 'the answer to the press' });
  expect(await pressAnswers(pressed.callbackId)).toEqual([expect.objectContaining({ text: 'Эта кнопка не для вас.', show_alert: 'true' })]);
  expect(await audited({ userId: STRANGER, kind: 'callback_query' })).toBe(1);
  expect(await answersTo(STRANGER)).toEqual([]);
});

test.each(['go:nobody-knows:1', 'no-prefix', '', '\u0000', 'ui:', 'confirm:p-that-is-not:1', 'я'.repeat(32)])('a button of the owner that nobody knows any more (%j) is acknowledged, and the chat goes on', async (data) => {
  let callbackId = '';
  await thenGoesOn(async () => {
    const pressed = await press(SYSTEM_OWNER, data);
    callbackId = pressed.callbackId;
    expect(await ended(pressed.update_id)).toMatchObject({ state: 'done', rows: 1 });
  });
  await waitFor(async () => (await pressAnswers(callbackId)).length > 0, { what: 'the answer to the press' });
});

test('the same update twenty times at once is taken once and answered once', async () => {
  const updateId = nextUpdateId++;
  const body = JSON.stringify({ update_id: updateId, message: messageOf(SYSTEM_OWNER, { text: '/cancel' }) });
  const said = await thenGoesOn(async () => {
    const statuses = await Promise.all(Array.from({ length: 20 }, () => postRaw(body)));
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(await ended(updateId)).toMatchObject({ state: 'done', rows: 1 });
    // Once more when all is done: the queue no longer knows it as waiting, the ledger does.
    expect(await postRaw(body)).toBe(200);
  });
  expect(said).toEqual(['Отменять нечего: ничего не начато.']);
});

test('of a hundred messages of one owner in a minute sixty are acted upon, the others recorded, and one notice is sent', async () => {
  const updates: number[] = [];
  for (let number = 0; number < 100; number += 1) updates.push(await post({ message: messageOf(FLOODER, { text: '/cancel' }) }));
  const results = await Promise.all(updates.map(ended));
  expect(results.map((one) => one.result).filter((result) => result === 'flooded')).toHaveLength(40);
  expect(results.slice(0, 60).every((one) => one.result !== 'flooded' && one.state === 'done')).toBe(true);
  const said = await waitFor(
    async () => {
      const texts = (await answersTo(FLOODER)).map((one) => one.message.text ?? '');
      return texts.length >= 61 ? texts : undefined;
    },
    { what: 'sixty answers and a notice', timeoutMs: 60_000 },
  );
  expect(said.filter((text) => text.startsWith('Слишком много сообщений'))).toHaveLength(1);
  expect(said).toHaveLength(61);
  // Two minutes later, as the ledger sees it.
  await system.db.query(sql`update updates set received_at = received_at - interval '2 minutes' where user_id = ${FLOODER}`);
  expect(await thenGoesOn(async () => undefined, FLOODER)).toEqual([]);
});

leakCheck();
