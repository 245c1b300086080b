import { InputFile } from 'node-telegram-bot-api';
import { anna, onePixelPng, sandboxInTest, stopAll } from '../test-support/sandbox-in-test';

afterEach(stopAll);

const MiB = 1024 * 1024;

test('a photo is uploaded, measured, and downloaded byte for byte', async () => {
  const { api, apiRoot, world } = await sandboxInTest();
  const message = await api.sendPhoto({ chat_id: anna.id, photo: new InputFile(onePixelPng, { filename: 'chart.png', contentType: 'image/png' }), caption: '<i>итог</i>', parse_mode: 'HTML' });
  expect(message).toMatchObject({ caption: 'итог', caption_entities: [{ type: 'italic', offset: 0, length: 4 }], photo: [{ width: 1, height: 1, file_size: onePixelPng.length }] });
  const file = await api.getFile({ file_id: message.photo?.[0]?.file_id ?? '' });
  const download = await fetch(`${apiRoot}/file/bot${world.token}/${file.file_path}`);
  expect(Buffer.from(await download.arrayBuffer()).equals(onePixelPng)).toBe(true);
});

test('a document keeps its name and type, and can be sent again by its id', async () => {
  const { api } = await sandboxInTest();
  const sent = await api.sendDocument({ chat_id: anna.id, document: new InputFile(Buffer.from('a;b\n'), { filename: 'заказы "март".csv', contentType: 'text/csv' }) });
  expect(sent.document).toMatchObject({ mime_type: 'text/csv', file_size: 4 });
  expect(sent.document?.file_name).toContain('заказы');
  const again = await api.sendDocument({ chat_id: anna.id, document: sent.document?.file_id ?? '' });
  expect(again.document?.file_id).toBe(sent.document?.file_id);
});

test.each([
  ['nothing', 'sendPhoto', {}, 'there is no photo in the request'],
  ['an unknown id', 'sendDocument', { document: 'nope' }, 'wrong file identifier/HTTP URL specified'],
  ['an address of the web', 'sendDocument', { document: 'https://example.com/a.pdf' }, 'failed to get HTTP URL content'],
  ['a file to be found that is none', 'getFile', { file_id: 'nope' }, 'invalid file_id'],
])('%s is refused', async (_name, method, params, why) => {
  const { call } = await sandboxInTest();
  expect((await call(method, { chat_id: anna.id, ...params })).body.description).toBe(`Bad Request: ${why}`);
});

test('a photo that is none, or larger than 10 MB, and an empty document are refused', async () => {
  const { api } = await sandboxInTest();
  const photo = (bytes: Buffer) => api.sendPhoto({ chat_id: anna.id, photo: new InputFile(bytes) });
  await expect(photo(Buffer.alloc(100, 1))).rejects.toMatchObject({ errorCode: 400, description: 'Bad Request: IMAGE_PROCESS_FAILED' });
  await expect(photo(Buffer.concat([onePixelPng, Buffer.alloc(10 * MiB)]))).rejects.toMatchObject({
    description: `Bad Request: file of size ${10 * MiB + onePixelPng.length} bytes is too big for a photo; the maximum size is ${10 * MiB} bytes`,
  });
  await expect(api.sendDocument({ chat_id: anna.id, document: new InputFile(Buffer.alloc(0)) })).rejects.toMatchObject({ description: 'Bad Request: file must be non-empty' });
});

test('a caption may have 1024 units and a document 50 MB; a file over 20 MB cannot be downloaded', async () => {
  const { api } = await sandboxInTest();
  const document = new InputFile(Buffer.alloc(21 * MiB), { filename: 'big.bin' });
  await expect(api.sendDocument({ chat_id: anna.id, document, caption: 'я'.repeat(1025) })).rejects.toMatchObject({ description: 'Bad Request: message caption is too long' });
  const big = await api.sendDocument({ chat_id: anna.id, document, caption: 'я'.repeat(1024) });
  await expect(api.getFile({ file_id: big.document?.file_id ?? '' })).rejects.toMatchObject({ description: 'Bad Request: file is too big' });
  await expect(api.sendDocument({ chat_id: anna.id, document: new InputFile(Buffer.alloc(53 * MiB)) })).rejects.toMatchObject({ errorCode: 413, description: 'Request Entity Too Large' });
});

test('a person sends a voice note, a photo and a document, and the bot can fetch them', async () => {
  const { api, controlUrl } = await sandboxInTest();
  const send = async (kind: string, type: string, bytes: Buffer) => {
    const form = new FormData();
    form.set('kind', kind);
    form.set('duration', '3');
    form.set('file', new Blob([new Uint8Array(bytes)], { type }), 'file');
    return (await fetch(`${controlUrl}/chats/${anna.id}/files`, { method: 'POST', body: form })).status;
  };
  expect(await send('voice', 'audio/ogg', Buffer.from('OggS'))).toBe(201);
  expect(await send('photo', 'image/png', onePixelPng)).toBe(201);
  expect(await send('document', 'text/plain', Buffer.from('x'))).toBe(201);
  expect(await send('photo', 'image/png', Buffer.from('no photo'))).toBe(400);
  const updates = await api.getUpdates();
  const messages = updates.flatMap((update) => ('message' in update ? [update.message] : []));
  expect(messages).toMatchObject([
    { voice: { duration: 3, mime_type: 'audio/ogg' } },
    { photo: [{ width: 1 }] },
    { document: { mime_type: 'text/plain' } },
  ]);
  const file = await api.getFile({ file_id: messages[0]?.voice?.file_id ?? '' });
  expect(file.file_path).toMatch(/^voice\/file_\d+\.oga$/);
});
