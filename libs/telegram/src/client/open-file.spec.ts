import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { TelegramError } from '../errors';
import { createTelegram } from './create-telegram';

const TOKEN = '123456:AAbb-CCdd_EEffGGhhIIjjKK';
let server: Server;
let root: string;
let answer: (path: string, response: ServerResponse) => void;

beforeAll(async () => {
  server = createServer((request, response) => answer(request.url ?? '', response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  root = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

async function open(path = 'voice/file 1.oga', signal?: AbortSignal): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  for await (const chunk of await createTelegram({ token: TOKEN, apiRoot: root }).openFile(path, signal)) parts.push(chunk);
  return Buffer.concat(parts);
}

async function failureOf(work: Promise<unknown>): Promise<TelegramError> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TelegramError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

test('a file comes from beside the methods, under its path', async () => {
  let seen = '';
  answer = (path, response) => {
    seen = path;
    response.end('OggS');
  };
  expect((await open()).toString()).toBe('OggS');
  expect(seen).toBe(`/file/bot${TOKEN}/voice/file%201.oga`);
});

test.each([
  [404, 'bad-request'],
  [429, 'rate'],
  [500, 'server'],
  [302, 'network'],
] as const)('%i is %s, and the address with the token is nowhere in the error', async (status, kind) => {
  answer = (_path, response) => response.writeHead(status, { 'Retry-After': '3', Location: '/elsewhere' }).end();
  const error = await failureOf(open());
  expect(error.kind).toBe(kind);
  expect(error.retryAfterMs).toBe(status === 429 ? 3_000 : undefined);
  expect(inspect(error, { depth: 9 })).not.toContain('AAbb');
});

test('a download that breaks off is a failure of the network', async () => {
  answer = (_path, response) => {
    response.writeHead(200, { 'Content-Length': '1000' });
    response.write('OggS', () => response.destroy());
  };
  expect((await failureOf(open())).kind).toBe('network');
});

test('the download can be given up', async () => {
  answer = (_path, response) => void response.write('OggS');
  const stop = new AbortController();
  const opened = open('a', stop.signal);
  setImmediate(() => stop.abort());
  await expect(opened).rejects.toBeInstanceOf(TelegramError);
});
