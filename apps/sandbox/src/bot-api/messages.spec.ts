import { anna, sandboxInTest, stopAll } from '../test-support/sandbox-in-test';

afterEach(stopAll);

const keyboard = { inline_keyboard: [[{ text: 'Да', callback_data: 'yes' }]] };

test('the bot is told who it is, and methods go by their name in any case', async () => {
  const { api, call } = await sandboxInTest();
  expect(await api.getMe()).toMatchObject({ id: 110201543, is_bot: true, username: 'ownerbot_sandbox_bot' });
  expect((await call('GETME')).body.ok).toBe(true);
});

test('a wrong token is unauthorized and an unknown method is not found', async () => {
  const { apiRoot, call } = await sandboxInTest();
  const response = await fetch(`${apiRoot}/bot1:wrong/getMe`);
  expect(response.status).toBe(401);
  expect(await response.json()).toEqual({ ok: false, error_code: 401, description: 'Unauthorized' });
  expect(await call('sendRocket')).toEqual({ status: 404, body: { ok: false, error_code: 404, description: 'Not Found' } });
});

test.each([
  ['query string', (url: string) => fetch(`${url}?chat_id=${anna.id}&text=hi`)],
  ['urlencoded body', (url: string) => fetch(url, { method: 'POST', body: new URLSearchParams({ chat_id: `${anna.id}`, text: 'hi' }) })],
  ['JSON body', (url: string) => fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ chat_id: anna.id, text: 'hi' }) })],
  ['multipart body', (url: string) => fetch(url, { method: 'POST', body: formOf({ chat_id: `${anna.id}`, text: 'hi' }) })],
])('parameters arrive by %s', async (_name, send) => {
  const { apiRoot, world } = await sandboxInTest();
  const response = await send(`${apiRoot}/bot${world.token}/sendMessage`);
  expect(await response.json()).toMatchObject({ ok: true, result: { text: 'hi', chat: { id: anna.id, type: 'private' } } });
});

function formOf(fields: Record<string, string>): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
}

test('a sent message has an id that grows, its entities, its keyboard and the message it replies to', async () => {
  const { api } = await sandboxInTest();
  const first = await api.sendMessage({ chat_id: anna.id, text: 'first' });
  const second = await api.sendMessage({
    chat_id: anna.id,
    text: '<b>Выручка</b> &lt;1&gt;',
    parse_mode: 'HTML',
    reply_parameters: { message_id: first.message_id },
    reply_markup: keyboard,
  });
  expect(second.message_id).toBe(first.message_id + 1);
  expect(second).toMatchObject({
    text: 'Выручка <1>',
    entities: [{ type: 'bold', offset: 0, length: 7 }],
    reply_markup: keyboard,
    reply_to_message: { message_id: first.message_id, text: 'first' },
  });
});

test('the limit of 4096 counts UTF-16 units after the formatting is taken out', async () => {
  const { call } = await sandboxInTest();
  const fits = `<b>${'я'.repeat(4094)}😀</b>`;
  expect((await call('sendMessage', { chat_id: anna.id, text: fits, parse_mode: 'HTML' })).body.ok).toBe(true);
  const tooLong = await call('sendMessage', { chat_id: anna.id, text: `${'я'.repeat(4095)}😀` });
  expect(tooLong.body).toEqual({ ok: false, error_code: 400, description: 'Bad Request: message is too long' });
});

const mayBeRefused: [string, Record<string, unknown>, string][] = [
  ['an empty text', { text: ' \n ' }, 'message text is empty'],
  ['no chat', { chat_id: '', text: 'x' }, 'chat_id is empty'],
  ['a strange chat', { chat_id: 777, text: 'x' }, 'chat not found'],
  ['a broken tag', { text: '<b>x', parse_mode: 'HTML' }, 'can\'t parse entities: Can\'t find end tag corresponding to start tag "b"'],
  ['an unknown tag', { text: 'яя<h1>x</h1>', parse_mode: 'HTML' }, 'can\'t parse entities: Unsupported start tag "h1" at byte offset 4'],
  ['crossed tags', { text: '<b><i>x</b></i>', parse_mode: 'HTML' }, 'can\'t parse entities: Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'],
  ['a strange parse mode', { text: 'x', parse_mode: 'RTF' }, 'unsupported parse_mode'],
  ['65 bytes of callback data', withButton({ callback_data: 'я'.repeat(32) + 'x' }), 'BUTTON_DATA_INVALID'],
  ['a button that does nothing', withButton({}), "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"],
  ['a keyboard that is no JSON', { text: 'x', reply_markup: '{' }, "can't parse reply keyboard markup JSON object"],
  ['101 buttons', { text: 'x', reply_markup: { inline_keyboard: Array.from({ length: 101 }, () => [{ text: 'x', callback_data: 'x' }]) } }, 'reply markup is too long'],
  ['a reply to nothing', { text: 'x', reply_parameters: { message_id: 9 } }, 'message to be replied not found'],
  ['half of a surrogate pair', { text: '\ud83d' }, 'strings must be encoded in UTF-8'],
];

function withButton(button: object): Record<string, unknown> {
  return { text: 'x', reply_markup: { inline_keyboard: [[{ text: 'x', ...button }]] } };
}

test.each(mayBeRefused)('sendMessage refuses %s in the words of Telegram', async (_name, params, description) => {
  const { call } = await sandboxInTest();
  const { status, body } = await call('sendMessage', { chat_id: anna.id, ...params });
  expect({ status, body }).toEqual({ status: 400, body: { ok: false, error_code: 400, description: `Bad Request: ${description}` } });
});

test('64 bytes of callback data fit, and a reply to nothing may be allowed', async () => {
  const { call } = await sandboxInTest();
  const params = { ...withButton({ callback_data: 'я'.repeat(32) }), reply_parameters: { message_id: 9, allow_sending_without_reply: true } };
  expect((await call('sendMessage', { chat_id: anna.id, ...params })).body.ok).toBe(true);
});

test('an edit changes the text, takes the keyboard away when it names none, and keeps what was there before', async () => {
  const { api, control } = await sandboxInTest();
  const { message_id } = await api.sendMessage({ chat_id: anna.id, text: 'Считаю…', reply_markup: keyboard });
  const edited = await api.editMessageText({ chat_id: anna.id, message_id, text: 'Готово' });
  expect(edited).toMatchObject({ text: 'Готово', edit_date: expect.any(Number) });
  expect(edited).not.toHaveProperty('reply_markup');
  const { body } = await control('GET', `/chats/${anna.id}/messages`);
  expect(body).toMatchObject([{ direction: 'out', message: { text: 'Готово' }, edits: [{ before: { text: 'Считаю…' } }] }]);
});

test('an edit that changes nothing is refused, by text and by keyboard', async () => {
  const { api, call } = await sandboxInTest();
  const { message_id } = await api.sendMessage({ chat_id: anna.id, text: 'same', reply_markup: keyboard });
  const text = await call('editMessageText', { chat_id: anna.id, message_id, text: ' same ', reply_markup: keyboard });
  expect(text.body.description).toBe(
    'Bad Request: message is not modified: specified new message content and reply markup are exactly the same as a current content and reply markup of the message',
  );
  const markup = await call('editMessageReplyMarkup', { chat_id: anna.id, message_id, reply_markup: keyboard });
  expect(markup.body.description).toMatch(/^Bad Request: message is not modified/);
  expect(await api.editMessageReplyMarkup({ chat_id: anna.id, message_id })).not.toHaveProperty('reply_markup');
});

test("an edit of nothing, of a person's message and without an id is refused", async () => {
  const { call, control } = await sandboxInTest();
  const said = await control<{ message: { message_id: number } }>('POST', `/chats/${anna.id}/messages`, { text: 'mine' });
  const edit = async (params: object) => (await call('editMessageText', { chat_id: anna.id, text: 'x', ...params })).body.description;
  expect(await edit({ message_id: 5 })).toBe('Bad Request: message to edit not found');
  expect(await edit({ message_id: said.body.message.message_id })).toBe("Bad Request: message can't be edited");
  expect(await edit({})).toBe('Bad Request: message identifier is not specified');
});

test('a message is deleted once, and after 48 hours no more', async () => {
  let now = Date.now();
  const { api, call } = await sandboxInTest({ now: () => now });
  const { message_id } = await api.sendMessage({ chat_id: anna.id, text: 'x' });
  const old = await api.sendMessage({ chat_id: anna.id, text: 'old' });
  expect(await api.deleteMessage({ chat_id: anna.id, message_id })).toBe(true);
  const again = await call('deleteMessage', { chat_id: anna.id, message_id });
  expect(again.body.description).toBe('Bad Request: message to delete not found');
  expect((await call('editMessageText', { chat_id: anna.id, message_id, text: 'y' })).body.description).toBe('Bad Request: message to edit not found');
  now += 49 * 3600_000;
  const late = await call('deleteMessage', { chat_id: anna.id, message_id: old.message_id });
  expect(late.body.description).toBe("Bad Request: message can't be deleted for everyone");
});

test('a chat action is one of those that Telegram knows', async () => {
  const { api, call } = await sandboxInTest();
  expect(await api.sendChatAction({ chat_id: anna.id, action: 'typing' })).toBe(true);
  const strange = await call('sendChatAction', { chat_id: anna.id, action: 'dancing' });
  expect(strange.body.description).toBe('Bad Request: wrong parameter action in request');
});
