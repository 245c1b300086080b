import { anna, sandboxInTest, stopAll, type TestSandbox } from '../test-support/sandbox-in-test';

afterEach(stopAll);

const tooOld = 'Bad Request: query is too old and response timeout expired or query ID is invalid';

async function pressYes({ api, control }: TestSandbox): Promise<string> {
  const reply_markup = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] };
  const { message_id } = await api.sendMessage({ chat_id: anna.id, text: 'Так?', reply_markup });
  const press = await control<{ callback_query_id: string }>('POST', `/chats/${anna.id}/presses`, { message_id, row: 0, column: 0 });
  expect(press.status).toBe(201);
  return press.body.callback_query_id;
}

test('a press reaches the bot as a callback query, and its answer reaches the person', async () => {
  const sandbox = await sandboxInTest();
  const id = await pressYes(sandbox);
  const [update] = await sandbox.api.getUpdates();
  expect(update).toMatchObject({ callback_query: { id, data: 'yes', from: { id: anna.id }, message: { text: 'Так?' } } });
  expect(await sandbox.api.answerCallbackQuery({ callback_query_id: id, text: 'Принято', show_alert: true })).toBe(true);
  const { body } = await sandbox.control('GET', `/presses/${id}`);
  expect(body).toMatchObject({ data: 'yes', answer: { text: 'Принято', show_alert: true } });
});

test('an unknown query, a late answer and a long text are refused', async () => {
  let now = Date.now();
  const sandbox = await sandboxInTest({ now: () => now });
  const id = await pressYes(sandbox);
  const answer = async (params: Record<string, unknown>) => (await sandbox.call('answerCallbackQuery', params)).body.description;
  expect(await answer({ callback_query_id: '42' })).toBe(tooOld);
  expect(await answer({ callback_query_id: id, text: 'я'.repeat(201) })).toBe('Bad Request: MESSAGE_TOO_LONG');
  now += 60_001;
  expect(await answer({ callback_query_id: id })).toBe(tooOld);
});

test('a button that is not there, or opens a link, cannot be pressed', async () => {
  const { api, control } = await sandboxInTest();
  const reply_markup = { inline_keyboard: [[{ text: 'site', url: 'https://example.com/' }]] };
  const { message_id } = await api.sendMessage({ chat_id: anna.id, text: 'x', reply_markup });
  expect(await control('POST', `/chats/${anna.id}/presses`, { message_id, data: 'nope' })).toMatchObject({ status: 400, body: { error: { code: 'INVALID' } } });
  expect((await control('POST', `/chats/${anna.id}/presses`, { message_id, row: 0, column: 0 })).status).toBe(400);
});

test('commands are kept by scope and language, and the narrowest list is shown', async () => {
  const { api, control } = await sandboxInTest();
  await api.setMyCommands({ commands: [{ command: 'help', description: 'Help' }] });
  await api.setMyCommands({ commands: [{ command: 'kpi', description: 'Показатели' }], scope: { type: 'chat', chat_id: anna.id }, language_code: 'ru' });
  expect(await api.getMyCommands()).toEqual([{ command: 'help', description: 'Help' }]);
  expect((await control('GET', `/chats/${anna.id}/commands`)).body).toEqual([{ command: 'kpi', description: 'Показатели' }]);
  await api.deleteMyCommands({ scope: { type: 'chat', chat_id: anna.id }, language_code: 'ru' });
  expect((await control('GET', `/chats/${anna.id}/commands`)).body).toEqual([{ command: 'help', description: 'Help' }]);
});

test.each([
  [{ commands: [{ command: 'Start', description: 'x' }] }, 'BOT_COMMAND_INVALID'],
  [{ commands: [{ command: 'start', description: '' }] }, 'BOT_COMMAND_DESCRIPTION_INVALID'],
  [{ commands: Array.from({ length: 101 }, (_, n) => ({ command: `c${n}`, description: 'x' })) }, 'BOT_COMMANDS_TOO_MUCH'],
  [{ commands: [], scope: { type: 'chat', chat_id: 777 } }, 'chat not found'],
])('setMyCommands refuses %j', async (params, why) => {
  const { call } = await sandboxInTest();
  expect((await call('setMyCommands', params)).body.description).toBe(`Bad Request: ${why}`);
});
