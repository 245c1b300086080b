import { deadlineIn, silentLogger, type Service } from '@ownerbot/runtime';
import { createTelegram } from '@ownerbot/telegram';
import { apiTooMany, leakCheck, startBotApi, waitFor, type ScriptedBotApi } from '@ownerbot/testing';
import { announceCommands } from './announce-commands';
import { botCommands } from './bot-commands';

const TOKEN = '99:AAAAAAAAAAAAAAAAAAAAAAAA';
let botApi: ScriptedBotApi;
let announcer: Service;

beforeEach(async () => {
  botApi = await startBotApi();
  announcer = announceCommands({
    telegram: createTelegram({ token: TOKEN, apiRoot: botApi.url, timeoutMs: 500 }),
    commands: botCommands(),
    log: silentLogger,
    random: () => 0.5,
    timing: { backoff: { minMs: 5, maxMs: 20 } },
  });
});

afterEach(async () => {
  await announcer.stop(deadlineIn(500));
  await botApi.stop();
});

const setCalls = () => botApi.callsOf('setMyCommands').map((call) => call.params);

test('sets Russian for everybody and both languages by name, in private chats', async () => {
  await announcer.start();
  await waitFor(() => setCalls().length === 3, { what: 'three lists' });
  expect(setCalls().map((params) => params['language_code'])).toEqual([undefined, 'ru', 'en']);
  expect(setCalls().every((params) => params['scope'] === '{"type":"all_private_chats"}')).toBe(true);
  const [russian, , english] = setCalls().map((params) => JSON.parse(params['commands'] ?? '') as { command: string; description: string }[]);
  expect(russian?.map(({ command }) => command)).toEqual(expect.arrayContaining(['menu', 'help', 'kpi', 'order', 'cancel', 'systems']));
  expect(english?.map(({ command }) => command)).toEqual(russian?.map(({ command }) => command));
  expect(russian?.every(({ description }) => /[а-я]/i.test(description))).toBe(true);
  expect(english?.some(({ description }) => /[а-я]/i.test(description))).toBe(false);
});

test('every command is one that Telegram takes', () => {
  for (const list of [botCommands().default, ...Object.values(botCommands().byLanguage)]) {
    expect(list.length).toBeLessThanOrEqual(100);
    for (const { command, description } of list) {
      expect(command).toMatch(/^[a-z0-9_]{1,32}$/);
      expect(description.length).toBeGreaterThan(0);
      expect(description.length).toBeLessThanOrEqual(256);
    }
  }
});

test('goes on trying while Telegram is away', async () => {
  const { port } = botApi;
  await botApi.stop();
  await announcer.start();
  botApi = await startBotApi({ port });
  await waitFor(() => setCalls().length === 3, { what: 'the commands' });
});

test('obeys a flood wait', async () => {
  botApi.next('setMyCommands', apiTooMany(1));
  const begun = performance.now();
  await announcer.start();
  await waitFor(() => setCalls().length === 4, { what: 'the commands' });
  expect(performance.now() - begun).toBeGreaterThanOrEqual(990);
});

test('stops in the middle of a call', async () => {
  botApi.next('setMyCommands', { type: 'hang' });
  await announcer.start();
  await waitFor(() => setCalls().length === 1, { what: 'the call' });
  await announcer.stop(deadlineIn(500));
});

leakCheck();
