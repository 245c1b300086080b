import type { CrashPoint } from '@ownerbot/conversation';
import { sql } from '@ownerbot/storage';
import { leakCheck } from '@ownerbot/testing';
import { dyingAt, ownerChat, type OwnerChat } from '../fixtures/owner-chat';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';

/** Advice from the owner's words to the messages, with the durable machinery between. */
let bench: ToolBench;
let chat: OwnerChat;
beforeAll(async () => {
  bench = await toolBench({ migrated: true });
});
beforeEach(async () => {
  await bench.db.query(sql`truncate updates, effects, sessions, chats, messages, audit_events, kept_values restart identity`);
  bench.clock.set(NOON);
  chat = ownerChat(bench);
});
afterAll(() => bench.drop());

const ASKED = 'совет по нашим данным: что делать с ценами';
const button = (prefix: string): string => {
  const data = chat.sent.at(-1)?.buttons.find((one) => one.data.startsWith(prefix))?.data;
  if (data === undefined) throw new Error(`no button ${prefix}`);
  return data;
};
const headlines = () => chat.sent.map(({ text }) => text.split('\n')[0]?.replaceAll('\u00a0', ' '));

test('advice is given at once; its brief takes the place of its message; both are audited', async () => {
  await chat.text('стоит ли поднять цены на 5%?');
  await chat.settle();
  expect(headlines()).toEqual(['<b>Гипотезы, не факты</b>']);
  await chat.press(button('advice:brief:'));
  await chat.settle();
  expect(headlines()).toEqual(['<b>Гипотезы, не факты</b>', 'DEMO · <b>Гипотезы, не факты</b>']);
  expect(chat.sent[1]?.editMessageId).toBe('55');
  expect(await chat.audit()).toEqual([{ type: 'advice_given', topic: 'PRICING_STRATEGY' }, { type: 'advice_brief_built', topic: 'PRICING_STRATEGY' }]);
});

test('a brief is asked for by words and not built twice within its time', async () => {
  await chat.text(ASKED);
  await chat.settle();
  bench.audited.length = 0;
  chat.clock.advance(60_000);
  await chat.text(ASKED);
  await chat.settle();
  expect(headlines()).toEqual(['DEMO · <b>Гипотезы, не факты</b>', 'DEMO · <b>Гипотезы, не факты</b>']);
  expect(bench.audited).toEqual([]);
  expect((await chat.audit()).map(({ type }) => type)).toEqual(['advice_brief_built', 'advice_given', 'advice_given']);
});

test('a refresh before its time says when, and changes nothing', async () => {
  await chat.text(ASKED);
  await chat.settle();
  const data = button('advice:brief:');
  chat.clock.advance(119_000);
  await chat.press(data);
  await chat.settle();
  expect(headlines().slice(1)).toEqual(['Сводка свежая. Обновить можно с 12:02.']);
  chat.clock.advance(1_000);
  await chat.press(data);
  await chat.settle();
  expect(headlines().slice(2)).toEqual(['DEMO · <b>Гипотезы, не факты</b>']);
});

test('check with data answers the suggested reads in their order, each in its own words', async () => {
  await chat.text('посоветуй по ценам');
  await chat.settle();
  await chat.press(button('llm:advice_validate:'));
  await chat.settle();
  expect(headlines().slice(1)).toEqual(['Проверяю по данным', 'DEMO · <b>Курс USD/EUR</b>', expect.stringMatching(/^DEMO · <b>Сравнение/), expect.stringMatching(/^DEMO · <b>Топ по выручке/), 'DEMO · <b>Настройки курса USD/EUR</b>']);
});

test('a proposed change begins with the questions of its template', async () => {
  await chat.text('что делать с просроченными заказами');
  await chat.settle();
  await chat.press(button('llm:advice_action:'));
  await chat.settle();
  await chat.press(button('tpl:run:TEAM_PING_MANAGER'));
  await chat.settle();
  expect(chat.sent.at(-1)?.buttons.map(({ data }) => data.slice(0, 8))).toContain('tpl:stop');
});

describe('a crash amid the brief', () => {
  test.each<CrashPoint>(['tool.begun', 'tool.ran', 'tool.answer-written', 'tool.answer-added'])('at %s leaves one answer, kept and audited once', async (point) => {
    await chat.text(ASKED);
    const run = chat.nextRun();
    const dying = dyingAt(point);
    void chat.run(run, dying.at);
    await dying.reached;
    expect(await chat.run(run)).toEqual({ type: 'done' });
    await chat.settle();
    expect(headlines()).toEqual(['DEMO · <b>Гипотезы, не факты</b>']);
    expect((await chat.audit()).map(({ type }) => type)).toEqual(['advice_brief_built', 'advice_given']);
    expect(await bench.db.query(sql`select count(*)::int as n from kept_values where key like 'advice-brief:%'`)).toEqual([{ n: 1 }]);
  });

  test('between its reads it goes back, and the next run answers', async () => {
    await chat.text(ASKED);
    const run = chat.nextRun();
    const stop = new AbortController();
    chat.standIn = { ...bench.shop, fxStatus: () => new Promise(() => stop.abort()) };
    expect(await chat.run(run, undefined, stop.signal)).toMatchObject({ type: 'interrupted' });
    chat.standIn = undefined;
    expect(await chat.run(run)).toEqual({ type: 'done' });
    await chat.settle();
    expect(headlines()).toEqual(['DEMO · <b>Гипотезы, не факты</b>']);
  });
});

test('what is asked after a brief is answered after it', async () => {
  await chat.text(ASKED);
  const run = chat.nextRun();
  await chat.text('/help');
  await chat.settle();
  expect(chat.sent).toEqual([]);
  await chat.run(run);
  await chat.settle();
  expect(headlines()[0]).toBe('DEMO · <b>Гипотезы, не факты</b>');
  expect(chat.sent).toHaveLength(2);
});

leakCheck();
