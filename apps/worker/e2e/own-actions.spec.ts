import { readSettings } from '@ownerbot/storage';
import { leakCheck, SYSTEM_OWNER, waitFor, type SandboxPost } from '@ownerbot/testing';
import { buttonsOf, dataOf, ownerChat, textOf, type OwnerChat } from './support/owner-chat';
import { startSisSystem, type SisSystem } from './support/sis-system';

const MANAGERS = ['20000011', '20000012', '20000013'] as const;
const [, BLOCKER] = MANAGERS;

jest.setTimeout(180_000);

let system: SisSystem;
let chat: OwnerChat;
beforeAll(async () => {
  system = await startSisSystem({ backend: 'postgres', env: { UPSTREAM_MODE: 'DEMO', MANAGER_CHAT_IDS: MANAGERS.join(',') } });
  for (const id of MANAGERS) await system.sandbox.call('POST', '/persons', { id: Number(id), first_name: 'Менеджер' });
  chat = ownerChat(system, SYSTEM_OWNER);
});
afterAll(() => system.stop());

/** Writes, and waits for the preview with its button. */
const preview = (text: string): Promise<SandboxPost> => previewAfter(() => chat.write(text));

async function previewAfter(asked: () => Promise<unknown>): Promise<SandboxPost> {
  const before = (await chat.posts()).length;
  await asked();
  return waitFor(async () => (await chat.posts()).slice(before).find((post) => dataOf(post, 'confirm:') !== undefined), { what: 'the preview', timeoutMs: 30_000 });
}

const now = async ({ message }: SandboxPost): Promise<SandboxPost> => {
  const post = (await chat.posts()).find((one) => one.message.message_id === message.message_id);
  if (post === undefined) throw new Error('the post is gone');
  return post;
};

const confirm = (post: SandboxPost) => system.sandbox.press(SYSTEM_OWNER, post.message.message_id, dataOf(post, 'confirm:') ?? '');

async function outcomeOf(post: SandboxPost, end: RegExp): Promise<SandboxPost> {
  return waitFor(async () => (end.test(textOf(await now(post))) ? now(post) : undefined), { what: `the outcome ${end}`, timeoutMs: 90_000 });
}

/** What a manager got that holds these words. */
const received = async (manager: string, words: string): Promise<string[]> =>
  (await system.sandbox.posts(manager)).filter((post) => post.direction === 'out').map(textOf).filter((text) => text.includes(words));

const setBlocked = (blocked: boolean) => system.sandbox.call('PUT', `/chats/${BLOCKER}/blocked`, { blocked });

test('A25: of three managers one has blocked the bot: two get the message once, the owner is told who did not, and can write to that one alone', async () => {
  await setBlocked(true);
  const post = await preview('/notify Проверьте склад до обеда');
  expect(textOf(post)).toMatch(/Отправить сообщение команде[^]*Получат 3 чата[^]*Проверьте склад до обеда/);
  expect(await received(MANAGERS[0], 'склад')).toEqual([]);
  await confirm(post);
  const end = await outcomeOf(post, /Готово/);
  expect(textOf(end)).toMatch(/Получили: 20000011, 20000013[^]*Не получили: 20000012[^]*дошло не до всех/);
  for (const manager of MANAGERS) expect(await received(manager, 'склад')).toHaveLength(manager === BLOCKER ? 0 : 1);
  expect((await received(MANAGERS[0], 'склад'))[0]).toMatch(/^\S+ · #\d+ · DEMO\n\nПроверьте склад до обеда$/);

  await setBlocked(false);
  const again = await previewAfter(() => chat.tap('go:'));
  expect(textOf(again)).toMatch(/Получит 1 чат:\n• личный чат 20000012/);
  await confirm(again);
  expect(textOf(await outcomeOf(again, /Готово/))).toContain('Получили: 20000012');
  for (const manager of MANAGERS) expect(await received(manager, 'склад')).toHaveLength(1);
});

test.each(['notifier', 'worker'] as const)('A25: killed amid the delivery, the %s sends nobody the message twice', async (app) => {
  const words = `Собрание ${app}`;
  const post = await preview(`/notify ${words}`);
  await confirm(post);
  await system.apps[app].kill();
  await system.apps[app].start();
  await outcomeOf(post, /Готово|не известно/);
  for (const manager of MANAGERS) expect((await received(manager, words)).length).toBeLessThanOrEqual(1);
});

test('A26: a change and the message about it are one preview and one press; the team gets the text that was shown once, also from a worker that was killed', async () => {
  const post = await preview('подними цены на 1% и сообщи команде');
  expect(textOf(post)).toMatch(/План: 2 шага[^]*ждёт вашей кнопки[^]*когда изменение применится[^]*Поднять все цены на 1 %[^]*Получат 3 чата[^]*Выполнено: [^]*Изменено: \{affected_count\}/);
  expect(await received(MANAGERS[0], 'Выполнено')).toEqual([]);
  await Promise.all([confirm(post), confirm(post), confirm(post)]);
  await system.apps.worker.kill();
  await system.apps.worker.start();
  const end = await outcomeOf(post, /Команде сообщено/);
  const count = /Изменено: (\d+)/.exec(textOf(end))?.[1];
  for (const manager of MANAGERS) expect(await received(manager, `Изменено: ${count ?? '?'}. Время: `)).toHaveLength(1);
});

test('A26: the rate, the recalculation if it is due, and the message; right after it the same wish is not needed, and has no button', async () => {
  const wish = 'если курс изменился — пересчитай и сообщи команде';
  const post = await preview(wish);
  expect(textOf(post)).toMatch(/План: 3 шага\n1\. [^\n]*отвечаю отдельно\n2\. [^\n]*ждёт вашей кнопки\n3\. /);
  await confirm(post);
  await outcomeOf(post, /Команде сообщено/);
  const told = (await Promise.all(MANAGERS.map((manager) => received(manager, 'Выполнено')))).map(({ length }) => length);
  const before = (await chat.posts()).length;
  await chat.write(wish);
  const idle = await waitFor(async () => (await chat.posts()).slice(before).find((one) => /План: 3 шага/.test(textOf(one))), { what: 'the plan', timeoutMs: 30_000 });
  expect([textOf(idle), dataOf(idle, 'confirm:')]).toEqual([expect.stringMatching(/2\. [^\n]*не нужно\n3\. [^\n]*не выполню/), undefined]);
  expect((await Promise.all(MANAGERS.map((manager) => received(manager, 'Выполнено')))).map(({ length }) => length)).toEqual(told);
});

test('A27: of two changes in one wish each is offered by its own button, in the spoken order, with a preview and a confirm of its own', async () => {
  const question = await chat.ask('скрой PRD-003 и подними цены на 1%');
  expect(dataOf(question, 'confirm:')).toBeUndefined();
  const options = buttonsOf(question).flatMap(({ callback_data: data }) => (data?.startsWith('ask:') === true ? [data] : []));
  const [first = '', second = ''] = options;
  const tapped = (data: string) => previewAfter(() => system.sandbox.press(SYSTEM_OWNER, question.message.message_id, data));
  const hide = await tapped(first);
  const raise = await tapped(second);
  expect([textOf(hide), textOf(raise)]).toEqual([expect.stringMatching(/^DEMO · Скрыть/), expect.stringMatching(/^DEMO · Поднять все цены на 1 %/)]);
  await confirm(raise);
  await outcomeOf(raise, /Готово/);
  expect(dataOf(await now(hide), 'confirm:')).toBeDefined();
});

test('the data mode is switched in the chat: an open preview loses its force, a fresh one is of the other shop, and every answer follows at once', async () => {
  const stale = await preview('/tpl_bump 5');
  expect(textOf(stale)).toContain('DEMO');
  const post = await preview('/upstream_sis');
  expect(textOf(post)).toMatch(/Переключить данные на SIS[^]*демо-магазин → SIS/);
  await confirm(post);
  expect(textOf(await outcomeOf(post, /Готово/))).toContain('Теперь данные: SIS');
  expect((await readSettings(system.db, null)).tenant.upstreamModeOverride).toBe('SIS_HTTP');

  const before = await system.sis.stateHash();
  await confirm(stale);
  const ended = await outcomeOf(stale, /Источник данных сменился после просмотра\. Ничего не изменилось/);
  const fresh = await previewAfter(() => system.sandbox.press(SYSTEM_OWNER, ended.message.message_id, dataOf(ended, 'retry:') ?? ''));
  expect(textOf(fresh)).toMatch(/^Поднять все цены на 5 %[^]*Источник: SIS/);
  expect(await system.sis.stateHash()).toBe(before);

  expect(textOf(await chat.ask('/upstream'))).toMatch(/Сейчас: SIS[^]*В настройках: демо-магазин[^]*Выбрано на ходу: SIS/);
  expect(textOf(await chat.ask('kpi вчера'))).toContain('Источник: SIS');
  await confirm(await preview('/upstream_clear'));
  await waitFor(async () => (await readSettings(system.db, null)).tenant.upstreamModeOverride === null, { what: 'the override to be gone' });
  expect(textOf(await chat.ask('kpi вчера'))).toContain('DEMO');
});

test('a mode that lacks its settings is refused, and the contract check says that there is nothing to compare with', async () => {
  expect(textOf(await chat.ask('/upstream_db'))).toContain('UPSTREAM_NOT_CONFIGURED');
  expect(textOf(await chat.ask('/sis_check'))).toContain('SIS, с которым можно сверить, нет');
});

test('the language is changed by a command, and the next answer is in it', async () => {
  const post = await preview('/lang english');
  expect(textOf(post)).toContain('Язык: русский → английский');
  await confirm(post);
  await outcomeOf(post, /Готово|Done/);
  expect(textOf(await chat.ask('/settings'))).toContain('Language: English');
});

const DONE = /Готово|Done/;
const STALE = /С момента просмотра данные изменились|Things have changed since the preview|Источник данных сменился|The data source was switched/;

/** Presses both, and those that had to wait for the other once more, until each has its end. */
async function settleBoth(posts: readonly [SandboxPost, SandboxPost]): Promise<string[]> {
  await Promise.all(posts.map(confirm));
  return Promise.all(
    posts.map((post) =>
      waitFor(
        async () => {
          const shown = await now(post);
          const text = textOf(shown);
          if (DONE.test(text)) return 'done';
          if (STALE.test(text)) return 'stale';
          if (dataOf(shown, 'confirm:') !== undefined) await confirm(shown);
          return undefined;
        },
        { what: 'the end of a change', timeoutMs: 60_000, everyMs: 300 },
      ),
    ),
  );
}

test('A24: of two edits of the same settings, confirmed at once, one is carried out with one step of the version, the other is stale', async () => {
  const version = async () => (await readSettings(system.db, SYSTEM_OWNER)).owner.settingsVersion;
  const before = await version();
  const language = await preview('/lang русский');
  await chat.ask('/settings');
  await chat.tap('tpl:run:SYS_SET_TIMEZONE');
  await chat.shown(/Europe\/Warsaw/);
  const zone = await preview('Warsaw');
  expect((await settleBoth([language, zone])).sort()).toEqual(['done', 'stale']);
  expect(await version()).toBe(before + 1);
});

test('A24: of two switches of the data mode, confirmed at once, one is carried out with one step of the version, the other is stale', async () => {
  const version = async () => (await readSettings(system.db, null)).tenant.settingsVersion;
  const before = await version();
  expect((await settleBoth([await preview('/upstream_sis'), await preview('/upstream_auto')])).sort()).toEqual(['done', 'stale']);
  expect(await version()).toBe(before + 1);
});

leakCheck();
