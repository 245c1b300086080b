import { TelegramError, type Telegram } from '@ownerbot/telegram';
import { VoiceError } from '../errors';
import { fetchSound } from './fetch-sound';

type Files = Pick<Telegram, 'getFile' | 'openFile'>;

async function* chunks(...sizes: number[]): AsyncGenerator<Uint8Array> {
  for (const size of sizes) yield new Uint8Array(size);
}

const files = (changes: Partial<Files> = {}): Files => ({ getFile: () => Promise.resolve({ path: 'voice/1.oga', sizeBytes: 30 }), openFile: () => Promise.resolve(chunks(10, 20)), ...changes });
const get = (telegram: Files, signal = new AbortController().signal) => fetchSound({ fileId: 'f' }, { telegram, maxBytes: 100, signal });

async function reasonOf(work: Promise<unknown>): Promise<string> {
  try {
    await work;
    return 'none';
  } catch (error) {
    return error instanceof VoiceError ? error.failure.reason : `other: ${String(error)}`;
  }
}

test('the bytes of all chunks come together', async () => expect((await get(files())).length).toBe(30));

test('a size that Telegram tells is believed before the download', async () => {
  let isOpened = false;
  const telegram = files({ getFile: () => Promise.resolve({ path: 'p', sizeBytes: 101 }), openFile: () => Promise.resolve(((isOpened = true), chunks(1))) });
  expect(await reasonOf(get(telegram))).toBe('too_large');
  expect(isOpened).toBe(false);
});

test('a file that is larger than it said is cut at the limit', async () => {
  let given = 0;
  async function* endless(): AsyncGenerator<Uint8Array> {
    for (;;) {
      given += 1;
      yield new Uint8Array(40);
    }
  }
  expect(await reasonOf(get(files({ getFile: () => Promise.resolve({ path: 'p', sizeBytes: undefined }), openFile: () => Promise.resolve(endless()) })))).toBe('too_large');
  expect(given).toBe(3);
});

const failing = (kind: 'bad-request' | 'server' | 'rate', description: string) => files({ getFile: () => Promise.reject(new TelegramError({ method: 'getFile', kind, sent: 'no', description, ...(kind === 'rate' ? { retryAfterMs: 5_000 } : {}) })) });

test.each([
  ['bad-request', 'Bad Request: file is too big', 'too_large'],
  ['bad-request', 'Bad Request: wrong file_id', 'unsupported'],
  ['server', 'Bad Gateway', 'telegram_file'],
  ['rate', 'Too Many Requests', 'telegram_file'],
] as const)('%s (%s) is told as %s', async (kind, words, reason) => expect(await reasonOf(get(failing(kind, words)))).toBe(reason));

test('whoever stops it gets the reason of the stop', async () => {
  const stop = AbortSignal.abort(new Error('shutting down'));
  expect(await reasonOf(get(failing('server', 'x'), stop))).toBe('other: Error: shutting down');
});
