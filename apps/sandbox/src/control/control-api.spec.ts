import { anna, sandboxInTest, stopAll } from '../test-support/sandbox-in-test';

afterEach(stopAll);

type Said = { update_id: number; message: { message_id: number } };

test('a person writes, edits and is answered; the transcript has it all in order', async () => {
  const { api, control } = await sandboxInTest();
  const said = await control<Said>('POST', `/chats/${anna.id}/messages`, { text: 'kpi вчра' });
  const edited = await control<Said>('PUT', `/chats/${anna.id}/messages/${said.body.message.message_id}`, { text: 'kpi вчера' });
  await api.sendMessage({ chat_id: anna.id, text: 'Выручка' });
  expect(await api.getUpdates()).toMatchObject([
    { update_id: said.body.update_id, message: { text: 'kpi вчра' } },
    { update_id: edited.body.update_id, edited_message: { text: 'kpi вчера', edit_date: expect.any(Number) } },
  ]);
  const { body } = await control<{ seq: number }[]>('GET', `/chats/${anna.id}/messages`);
  expect(body).toMatchObject([
    { direction: 'in', message: { text: 'kpi вчера' } },
    { direction: 'out', message: { text: 'Выручка' } },
  ]);
  const { body: later } = await control('GET', `/chats/${anna.id}/messages?after=${body[0]?.seq}`);
  expect(later).toMatchObject([{ message: { text: 'Выручка' } }]);
});

test('a text of 4096 emoji is one message, one more character is too many', async () => {
  const { control } = await sandboxInTest();
  expect((await control('POST', `/chats/${anna.id}/messages`, { text: '😀'.repeat(4096) })).status).toBe(201);
  expect(await control('POST', `/chats/${anna.id}/messages`, { text: 'x'.repeat(4097) })).toMatchObject({ status: 400, body: { error: { code: 'INVALID' } } });
});

test('a person who blocks the bot is told to it, and the bot is refused until they unblock it', async () => {
  const { api, call, control } = await sandboxInTest();
  await control('PUT', `/chats/${anna.id}/blocked`, { blocked: true });
  expect(await call('sendMessage', { chat_id: anna.id, text: 'x' })).toEqual({
    status: 403,
    body: { ok: false, error_code: 403, description: 'Forbidden: bot was blocked by the user' },
  });
  expect(await control('PUT', `/chats/${anna.id}/blocked`, { blocked: true })).toMatchObject({ body: { update_id: null } });
  await control('PUT', `/chats/${anna.id}/blocked`, { blocked: false });
  await api.sendMessage({ chat_id: anna.id, text: 'again' });
  expect(await api.getUpdates()).toMatchObject([
    { my_chat_member: { old_chat_member: { status: 'member' }, new_chat_member: { status: 'kicked' } } },
    { my_chat_member: { old_chat_member: { status: 'kicked' }, new_chat_member: { status: 'member' } } },
  ]);
});

test('a group that becomes a supergroup refuses the bot with the new id', async () => {
  const { api, control } = await sandboxInTest();
  const group = await control<{ chat: { id: number } }>('POST', '/chats', { type: 'group', title: 'Склад', members: [anna.id] });
  const from = group.body.chat.id;
  const { body } = await control<{ chat: { id: number } }>('POST', `/chats/${from}/migrate`);
  expect(body.chat.id).toBeLessThan(-1_000_000_000_000);
  await expect(api.sendMessage({ chat_id: from, text: 'x' })).rejects.toMatchObject({
    errorCode: 400,
    migrateToChatId: body.chat.id,
    description: 'Bad Request: group chat was upgraded to a supergroup chat',
  });
  await api.sendMessage({ chat_id: body.chat.id, text: 'here' });
  expect(await api.getUpdates()).toMatchObject([{ message: { migrate_to_chat_id: body.chat.id } }, { message: { migrate_from_chat_id: from } }]);
});

test('in a group each member may write, and a stranger may not', async () => {
  const { api, control } = await sandboxInTest();
  const boris = await control<{ person: { id: number } }>('POST', '/persons', { first_name: 'Борис', username: 'boris' });
  const group = await control<{ chat: { id: number } }>('POST', '/chats', { type: 'supergroup', title: 'Склад', members: [boris.body.person.id] });
  const path = `/chats/${group.body.chat.id}/messages`;
  expect((await control('POST', path, { text: 'привет', from: boris.body.person.id })).status).toBe(201);
  expect((await control('POST', path, { text: 'привет', from: anna.id })).status).toBe(400);
  expect(await api.getUpdates()).toMatchObject([{ message: { chat: { type: 'supergroup', title: 'Склад' }, from: { first_name: 'Борис' } } }]);
});

test('an injected update brings its chat along, so that the bot can answer it', async () => {
  const { api, control } = await sandboxInTest();
  const from = { id: 555, is_bot: false, first_name: 'Ира' };
  const message = { message_id: 900, date: 1, text: 'x', from, chat: { id: 555, type: 'private', first_name: 'Ира' } };
  await control('POST', '/updates', { updates: [{ update_id: 1, callback_query: { id: 'q1', from, message, data: 'd', chat_instance: '1' } }] });
  expect((await api.sendMessage({ chat_id: 555, text: 'да' })).message_id).toBeGreaterThan(900);
  expect(await api.answerCallbackQuery({ callback_query_id: 'q1' })).toBe(true);
});

test('the calls are read on from where the reader was', async () => {
  const { api, control } = await sandboxInTest();
  await api.sendMessage({ chat_id: anna.id, text: '1' });
  const first = await control<{ last_seq: number }>('GET', '/calls');
  await api.sendMessage({ chat_id: anna.id, text: '2' });
  const next = await control<{ calls: object[] }>('GET', `/calls?after=${first.body.last_seq}&chat_id=${anna.id}`);
  expect(next.body.calls).toMatchObject([{ method: 'sendMessage', params: { text: '2' }, result: { text: '2' }, at: expect.any(Number), ms: expect.any(Number) }]);
});

test('a secret never stands in the log of calls', async () => {
  const { api, control } = await sandboxInTest();
  await api.setWebhook({ url: 'http://127.0.0.1:9/hook', secret_token: 'verysecret' });
  expect(JSON.stringify((await control('GET', '/calls')).body)).not.toContain('verysecret');
});

test('a reset empties the chats but goes on counting', async () => {
  const { api, control, world } = await sandboxInTest();
  const said = await control<Said>('POST', `/chats/${anna.id}/messages`, { text: 'x' });
  await control('POST', '/reset');
  expect((await control('GET', `/chats/${anna.id}/messages`)).body).toEqual([]);
  expect(await api.getUpdates()).toEqual([]);
  expect(world.updates.nextId()).toBe(said.body.update_id + 1);
  const again = await control<Said>('POST', `/chats/${anna.id}/messages`, { text: 'x' });
  expect(again.body.message.message_id).toBeGreaterThan(said.body.message.message_id);
});

test('another site in the same browser, and a name that was bent to this address, are refused', async () => {
  const { controlUrl, url } = await sandboxInTest();
  const status = async (headers: Record<string, string>) => (await fetch(`${controlUrl}/state`, { headers })).status;
  expect(await status({ origin: 'https://evil.example' })).toBe(403);
  expect(await status({ origin: url })).toBe(200);
  expect(await status({})).toBe(200);
});

test('what happens is told to listeners as it happens', async () => {
  const { api, controlUrl } = await sandboxInTest();
  const stream = await fetch(`${controlUrl}/events`);
  const reader = stream.body?.pipeThrough(new TextDecoderStream()).getReader();
  await api.sendMessage({ chat_id: anna.id, text: 'живо' });
  let heard = '';
  while (reader && !heard.includes('event: call')) heard += (await reader.read()).value ?? '';
  expect(heard).toMatch(/event: post\ndata: .*"text":"живо"/);
  await reader?.cancel();
});

test('a file that a person sent is never shown as a page', async () => {
  const { controlUrl } = await sandboxInTest();
  const form = new FormData();
  form.set('file', new Blob(['<script>alert(1)</script>'], { type: 'text/html' }), 'x.html');
  const sent = (await (await fetch(`${controlUrl}/chats/${anna.id}/files`, { method: 'POST', body: form })).json()) as { message: { document: { file_id: string } } };
  const file = await fetch(`${controlUrl}/files/${sent.message.document.file_id}`);
  expect(file.headers.get('content-type')).toBe('application/octet-stream');
  expect(file.headers.get('content-disposition')).toMatch(/^attachment/);
  expect(file.headers.get('x-content-type-options')).toBe('nosniff');
});
