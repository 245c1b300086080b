import { sql, writeSettings } from '@ownerbot/storage';
import { leakCheck, SYSTEM_OWNER, waitFor, type SandboxPost } from '@ownerbot/testing';
import { dataOf, ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { startSisSystem, type SisSystem } from './support/sis-system';

const ENGLISH = '20000001';

let system: SisSystem;
/** The same things happen to two owners; one reads Russian, the other English. */
let russian: OwnerChat;
let english: OwnerChat;
let untouched: string;
beforeAll(async () => {
  // Requests are kept for a second only: what can be tried again is told at once. Bodies that never end are cut by the timeout.
  const env = { READ_RETRY_DEADLINE_SEC: '1', SIS_MAX_RETRIES: '0', SIS_TIMEOUT_SEC: '2', SIS_PREVIEW_TIMEOUT_SEC: '2', FLOOD_MAX_PER_MINUTE: '1000' };
  system = await startSisSystem({ backend: 'postgres', ownerIds: [SYSTEM_OWNER, ENGLISH], env });
  await system.sandbox.call('POST', '/persons', { id: Number(ENGLISH), first_name: 'Ann' });
  await writeSettings(system.db, { of: 'owner', userId: ENGLISH, patch: { locale: 'en' }, by: ENGLISH, at: new Date(), correlationId: 'test' });
  russian = ownerChat(system, SYSTEM_OWNER);
  english = ownerChat(system, ENGLISH);
  untouched = await system.sis.stateHash();
});
afterEach(async () => {
  await system.sis.faults();
  expect(await system.sis.applies()).toEqual([]);
  expect(await system.sis.stateHash()).toBe(untouched);
});
afterAll(() => system.stop());

/** Lets the owner do something and waits until the bot has said this: in a new post, or in one that it edits. */
async function says(chat: OwnerChat, does: () => Promise<unknown>, text: RegExp): Promise<SandboxPost> {
  const before = new Map((await chat.posts()).map((post) => [post.message.message_id, textOf(post)]));
  await does();
  const isNew = (post: SandboxPost) => before.get(post.message.message_id) !== textOf(post) && text.test(textOf(post));
  return waitFor(async () => (await chat.posts()).find(isNew), { what: `the bot to say ${text}`, timeoutMs: 30_000, everyMs: 50 });
}

async function startTemplate(chat: OwnerChat, id: string): Promise<void> {
  const { message } = await chat.ask('/templates');
  await says(chat, () => chat.pressRaw(`tpl:run:${id}`, message.message_id), /./);
}

async function preview(chat: OwnerChat, percent = '5'): Promise<SandboxPost> {
  await startTemplate(chat, 'PRC_BUMP');
  const before = new Set((await chat.posts()).map((post) => dataOf(post, 'confirm:')));
  await chat.write(percent);
  return waitFor(async () => (await chat.posts()).find((post) => dataOf(post, 'confirm:') !== undefined && !before.has(dataOf(post, 'confirm:'))), { what: 'the preview', timeoutMs: 30_000, everyMs: 50 });
}

const confirmOf = (post: SandboxPost): string => dataOf(post, 'confirm:') ?? 'no such button';
const idOf = (post: SandboxPost): string => confirmOf(post).replace('confirm:', '');

async function proposal(post: SandboxPost): Promise<{ state: string; reason: string | null; state_version: number } | undefined> {
  const [row] = await system.db.query<{ state: string; reason: string | null; state_version: number }>(sql`select state, reason, state_version from action_proposals where proposal_id = ${idOf(post)}::uuid`);
  return row;
}

async function audited(eventType: string, proposalId: string): Promise<number> {
  const [row] = await system.db.query<{ number: number }>(sql`select count(*)::int as number from audit_events where event_type = ${eventType} and fields ->> 'proposal_id' = ${proposalId}`);
  return row?.number ?? 0;
}

const AWAY = { code: 'UPSTREAM_UNAVAILABLE', ru: /Магазин не отвечает/, en: /The shop does not answer/ };
const STRANGE = { code: 'UPSTREAM_CONTRACT', ru: /Магазин ответил не так, как условлено/, en: /The shop answered in an unexpected way/ };

describe.each([
  ['a page of HTML', { fault: 'html' }, AWAY],
  ['half a JSON', { fault: 'bad_json' }, AWAY],
  ['another schema', { fault: 'wrong_schema' }, STRANGE],
  ['200 with ok:false', { fault: 'not_ok' }, STRANGE],
  ['a redirect', { fault: 'status', params: { code: 302 } }, AWAY],
  ['a body of 20 MB', { fault: 'big_body' }, AWAY],
  ['a body that never ends', { fault: 'endless_body' }, AWAY],
])('SIS answers with %s', (_what, fault, told) => {
  test('a report and a preview end with the code and a clear text, in both languages, and nothing loops', async () => {
    await Promise.all([startTemplate(russian, 'PRC_BUMP'), startTemplate(english, 'PRC_BUMP')]);
    const before = { requests: await requests(), letters: await deadLetters() };
    await system.sis.faults(fault);
    const [ru, en] = [new RegExp(`${told.ru.source}[^]*${told.code} · запрос \\d+`), new RegExp(`${told.en.source}[^]*${told.code} · request \\d+`)];
    await Promise.all([says(russian, () => russian.write('5'), ru), says(english, () => english.write('5'), en)]);
    await Promise.all([says(russian, () => russian.write('заказ OB-5001'), ru), says(english, () => english.write('order OB-5001'), en)]);
    // Four questions; a preview may ask first what SIS offers.
    expect((await requests()) - before.requests).toBeLessThanOrEqual(8);
    const died = told === AWAY ? 4 : 0;
    await waitFor(async () => (await deadLetters()) - before.letters === died, { what: 'each request that died to be a dead letter' });
    await system.sis.faults();
    await says(russian, () => russian.write('заказ OB-5001'), /OB-5001[^]*SIS · /);
    await allDone();
  });
});

async function requests(): Promise<number> {
  return (await system.sandbox.call<object[]>('GET', '/sim/requests')).length;
}

async function deadLetters(): Promise<number> {
  const [row] = await system.db.query<{ number: number }>(sql`select count(*)::int as number from dead_letters where kind = 'tool.run' and code = 'UPSTREAM_UNAVAILABLE'`);
  return row?.number ?? 0;
}

async function allDone(): Promise<void> {
  await waitFor(async () => (await system.db.query(sql`select 1 from updates where state <> 'done'`)).length === 0, { what: 'every update to be done' });
}

describe('presses', () => {
  test('on a preview that a newer one has superseded: nothing happens, and its state is told', async () => {
    const [old] = [await preview(russian), await preview(russian)];
    expect(await russian.pressRaw(confirmOf(old), old.message.message_id)).toEqual({ text: 'Уже отменено, ничего не изменилось', isAlert: false });
    expect(await proposal(old)).toMatchObject({ state: 'cancelled', reason: 'superseded' });
  });

  test('on a preview that was cancelled: nothing happens any more', async () => {
    const shown = await preview(english);
    await says(english, () => english.tap('cancel:'), /nothing was changed/);
    expect(await english.pressRaw(confirmOf(shown), shown.message.message_id)).toEqual({ text: 'Already cancelled, nothing was changed', isAlert: false });
  });

  test("on another owner's preview: refused in the presser's language, recorded, the preview stays as it is", async () => {
    const shown = await preview(russian);
    const before = await proposal(shown);
    for (const data of [confirmOf(shown), `${confirmOf(shown)}:force`, `cancel:${idOf(shown)}`, `settle:${idOf(shown)}:yes`]) {
      expect(await english.pressRaw(data, 1)).toEqual({ text: 'This button is not yours.', isAlert: true });
    }
    expect(await proposal(shown)).toEqual(before);
    expect(await audited('action_denied', idOf(shown))).toBe(4);
    await says(russian, () => russian.tap('cancel:'), /ничего не изменилось/);
  });

  test('with force where no force is needed: refused and recorded, the preview stays open', async () => {
    const shown = await preview(russian);
    expect((await russian.pressRaw(`${confirmOf(shown)}:force`, shown.message.message_id)).isAlert).toBe(true);
    expect(await proposal(shown)).toMatchObject({ state: 'proposed' });
    expect(await audited('action_denied', idOf(shown))).toBe(1);
    await says(russian, () => russian.tap('cancel:'), /ничего не изменилось/);
  });

  test.each([
    ['a proposal that there never was', 'confirm:01234567-89ab-7def-8123-456789abcdef'],
    ['half an id', 'confirm:01234567'],
    ['a settlement with another word', 'settle:01234567-89ab-7def-8123-456789abcdef:maybe'],
  ])('of %s are answered with an alert in both languages', async (_what, data) => {
    for (const chat of [russian, english]) {
      const answer = await chat.pressRaw(data, 1);
      expect(answer.isAlert).toBe(true);
      expect(answer.text).toMatch(chat === russian ? /[а-я]/ : /^[A-Za-z0-9 .,/']+$/);
    }
  });

  test('on a proposal whose row was changed in the database: refused, recorded as an error, nothing sent', async () => {
    for (const [chat, told] of [[russian, /не прошёл проверку/] as const, [english, /failed its check and is refused/] as const]) {
      const shown = await preview(chat);
      await system.db.query(sql`update action_proposals set payload_commit = jsonb_set(payload_commit, '{bump_percent}', '"50"') where proposal_id = ${idOf(shown)}::uuid`);
      await says(chat, () => chat.tap('confirm:'), told);
      expect(await proposal(shown)).toMatchObject({ state: 'cancelled', reason: 'tampered' });
      expect(await audited('confirm_payload_corrupted', idOf(shown))).toBe(1);
    }
  });

  test('nothing that is said confirms', async () => {
    const shown = await preview(russian);
    for (const word of ['да', 'yes', 'применить', 'confirm']) await says(russian, () => russian.write(word), /./);
    expect(await proposal(shown)).toMatchObject({ state: 'proposed' });
    await says(russian, () => russian.write('отмена'), /ничего не изменилось/);
    expect(await proposal(shown)).toMatchObject({ state: 'cancelled', reason: 'cancel_word' });
  });
});

const TOO_MANY = Array.from({ length: 201 }, (_, index) => index + 1).join(', ');

describe('typed values', () => {
  test.each([
    ['a percent above the range', 'PRC_BUMP', ['201'], /201 не подходит: можно от 0,1 до 200/, /201 does not fit[^]*0\.1[^]*200/],
    ['a percent below the range', 'PRC_BUMP', ['0,05'], /0,05 не подходит/, /0\.05 does not fit/],
    ['a minus where prices go up', 'PRC_BUMP', ['-5'], /стоит минус/, /minus/],
    ['no number at all', 'PRC_BUMP', ['много'], /Не нашёл числа/, /no number/i],
    ['an empty list of ids', 'PRD_UPDATE_PRICE', [', ,'], /Не нашёл ни одного номера/, /no (id|number)/i],
    ['a list of 201 ids', 'PRD_UPDATE_PRICE', [TOO_MANY], /201 номер, а можно не больше 200/, /201[^]*200/],
    ['a percent without its sign', 'PRD_UPDATE_PRICE', ['3', 'by percent', '5'], /нет знака/, /sign/],
    ['a percent below the range of both', 'PRD_UPDATE_PRICE', ['3', 'by percent', '-91'], /−91 не подходит/, /−91 does not fit/],
    ['a price of nothing', 'PRD_UPDATE_PRICE', ['3', 'a new price', '0'], /0 не подходит/, /0 does not fit/],
    ['a product that there is not', 'PRD_UPDATE_PRICE', ['9999', 'a new price', '10', 'do not round'], /Таких номеров в магазине нет/, /no such|not in the shop|does not have/i],
  ])('%s: told what is allowed, asked again or refused, nothing previewed', async (_what, template, typed, ru, en) => {
    const before = await proposals();
    for (const [chat, told] of [[russian, ru] as const, [english, en] as const]) {
      await startTemplate(chat, template);
      for (const text of typed.slice(0, -1)) await says(chat, () => chat.write(text), /✓/);
      await says(chat, () => chat.write(typed.at(-1) ?? ''), told);
    }
    expect(await proposals()).toBe(before);
  });

  async function proposals(): Promise<number> {
    const [row] = await system.db.query<{ number: number }>(sql`select count(*)::int as number from action_proposals`);
    return row?.number ?? 0;
  }
});

leakCheck();
