import { connect } from 'node:net';
import { QueueUnavailableError, type JobRequest, type Producer } from '@ownerbot/queues';
import { createHealth, createMetrics, fixedClock, silentLogger, type Metrics } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import type { FastifyInstance } from 'fastify';
import { ingestMetrics } from '../ingest-metrics';
import { createIngestServer } from './webhook-server';

const SECRET = 'right-secret_1';
const PATH = '/tg/webhook';
const JSON_TYPE = { 'content-type': 'application/json' };
const KNOWN = { ...JSON_TYPE, 'x-telegram-bot-api-secret-token': SECRET };
const update = { update_id: 7, message: { message_id: 1, date: 1_700_000_000, chat: { id: 42, type: 'private' }, from: { id: 42, is_bot: false, first_name: 'A' }, text: 'kpi' } };

let app: FastifyInstance;
let metrics: Metrics;
let url: string;
let stored: JobRequest[];
let open: boolean;
let addFails: Error | undefined;

const producer: Producer = {
  add: (job) => {
    if (addFails) return Promise.reject(addFails);
    stored.push(job);
    return Promise.resolve();
  },
  addAll: () => Promise.reject(new Error('not used here')),
};

beforeEach(async () => {
  stored = [];
  open = true;
  addFails = undefined;
  metrics = createMetrics();
  app = createIngestServer({
    health: createHealth(),
    metrics,
    counts: ingestMetrics(metrics),
    clock: fixedClock('2027-03-15T12:00:00Z'),
    log: silentLogger,
    webhook: { botId: '99', secret: SECRET, producer, gate: { isOpen: () => open, state: () => ({ open, waiting: 0 }) } },
  });
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});

afterEach(() => app.close());

const post = (body: string | undefined, headers: Record<string, string> = KNOWN) => fetch(url + PATH, { method: 'POST', headers, body });

async function refusals(): Promise<Record<string, number>> {
  const lines = [...(await metrics.render()).matchAll(/ingest_refused_total\{reason="([^"]+)"\} (\d+)/g)];
  return Object.fromEntries(lines.map(([, reason = '', count]) => [reason, Number(count)]));
}

/** Sends bytes as they are and returns all that comes back before the server ends the connection. */
function exchange(bytes: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let answer = '';
    const socket = connect(Number(new URL(url).port), '127.0.0.1', () => socket.write(bytes));
    socket.on('data', (chunk) => (answer += chunk.toString()));
    socket.on('end', () => socket.end());
    socket.on('close', () => resolve(answer));
    socket.on('error', reject);
  });
}

describe('an update', () => {
  test('is stored as the job of its chat, then acknowledged', async () => {
    const response = await post(JSON.stringify(update));
    expect(response.status).toBe(200);
    expect(await response.text()).toBe('');
    expect(stored).toEqual([
      {
        kind: 'inbox.update',
        id: 'tg-99-7',
        laneKey: '42',
        correlationId: 'tg-99-7',
        payload: { botId: '99', updateId: '7', chatId: '42', userId: '42', receivedAt: '2027-03-15T12:00:00.000Z', update },
      },
    ]);
    expect(await metrics.render()).toContain('ownerbot_ingest_acknowledgement_seconds_count 1');
  });

  test('of a kind that nobody handles yet is stored too', async () => {
    expect((await post(JSON.stringify({ update_id: 8, telepathy: { chat: { id: -5 } } }))).status).toBe(200);
    expect(stored[0]).toMatchObject({ id: 'tg-99-8', laneKey: '-5' });
  });

  test('without a chat goes with its sender, without both to a lane by its own id', async () => {
    await post(JSON.stringify({ update_id: 9, inline_query: { id: 'q', from: { id: 42, is_bot: false, first_name: 'A' }, query: '' } }));
    await post(JSON.stringify({ update_id: 10, poll: { id: 'p' } }));
    expect(stored.map((job) => [job.laneKey, 'chatId' in job.payload && job.payload.chatId])).toEqual([['42', '42'], ['10', '0']]);
  });

  test('with NUL, lone surrogates, right-to-left marks and 4096 emoji is stored as it came', async () => {
    const text = `\u0000\ud83d\u200f${'😀'.repeat(4096)}`;
    expect((await post(JSON.stringify({ ...update, message: { ...update.message, text } }))).status).toBe(200);
    expect(stored[0]?.payload).toMatchObject({ update: { message: { text } } });
  });

  test('may come with a charset', async () => {
    expect((await post(JSON.stringify(update), { ...KNOWN, 'content-type': 'application/json; charset=utf-8' })).status).toBe(200);
  });
});

describe('the secret', () => {
  test.each([
    ['missing', {}],
    ['wrong', { 'x-telegram-bot-api-secret-token': 'wrong' }],
    ['a part of the right one', { 'x-telegram-bot-api-secret-token': SECRET.slice(0, -1) }],
    ['empty', { 'x-telegram-bot-api-secret-token': '' }],
  ])('%s means 401 and nothing stored', async (_what, headers) => {
    expect((await post(JSON.stringify(update), { ...JSON_TYPE, ...headers })).status).toBe(401);
    expect(stored).toEqual([]);
    expect(await refusals()).toEqual({ secret: 1 });
  });

  test('is asked before a byte of the body is read, whatever the body claims to be', async () => {
    const head = `POST ${PATH} HTTP/1.1\r\nhost: x\r\ncontent-type: text/plain\r\ncontent-length: 999999999\r\n\r\n`;
    const answer = await exchange(head);
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer.toLowerCase()).toContain('connection: close');
  });
});

describe('bad input', () => {
  test.each([
    ['no JSON', 'kpi', 400, 'not-json'],
    ['half a document', '{"update_id":7', 400, 'not-json'],
    ['an empty body', '', 400, 'not-json'],
    ['a number', '7', 400, 'not-an-update'],
    ['null', 'null', 400, 'not-an-update'],
    ['a list', '[]', 400, 'not-an-update'],
    ['an object without update_id', '{"message":{}}', 400, 'not-an-update'],
    ['an update_id that is text', '{"update_id":"7"}', 400, 'not-an-update'],
    ['more than 1 MiB', JSON.stringify({ ...update, filling: 'x'.repeat(1_048_576) }), 413, 'too-large'],
  ])('%s is refused and counted', async (_what, body, status, reason) => {
    expect((await post(body)).status).toBe(status);
    expect(stored).toEqual([]);
    expect(await refusals()).toEqual({ [reason]: 1 });
  });

  test('a body of exactly 1 MiB is taken', async () => {
    const empty = JSON.stringify({ ...update, filling: '' });
    const body = JSON.stringify({ ...update, filling: 'x'.repeat(1_048_576 - empty.length) });
    expect(Buffer.byteLength(body)).toBe(1_048_576);
    expect((await post(body)).status).toBe(200);
  });

  test.each(['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'application/jsonp'])('the media type %s is refused with 415', async (type) => {
    expect((await post(JSON.stringify(update), { ...KNOWN, 'content-type': type })).status).toBe(415);
    expect(await refusals()).toEqual({ 'media-type': 1 });
  });

  test.each(['GET', 'HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])('the method %s is refused with 405', async (method) => {
    const response = await fetch(url + PATH, { method, headers: KNOWN, body: method === 'PUT' ? 'x' : undefined });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('POST');
    expect(await refusals()).toEqual({ method: 1 });
  });

  test('a body without a media type is refused with 415', async () => {
    const answer = await exchange(`POST ${PATH} HTTP/1.1\r\nhost: x\r\nx-telegram-bot-api-secret-token: ${SECRET}\r\ncontent-length: 2\r\n\r\n{}`);
    expect(answer).toMatch(/^HTTP\/1\.1 415 /);
  });

  test('broken HTTP is answered with 400 and counted', async () => {
    expect(await exchange('NONSENSE\r\n\r\n')).toMatch(/^HTTP\/1\.1 400 /);
    expect(await refusals()).toEqual({ 'broken-request': 1 });
  });

  test('a poisoned prototype reaches nobody', async () => {
    expect((await post('{"update_id":7,"__proto__":{"polluted":true},"message":{"chat":{"id":42}}}')).status).toBe(200);
    expect(stored[0]?.payload).not.toHaveProperty('update.polluted');
  });

  test('a nesting too deep to be stored is refused, not repeated for ever', async () => {
    addFails = new RangeError('Maximum call stack size exceeded');
    expect((await post(JSON.stringify(update))).status).toBe(400);
  });

  test('after all of it the next update is taken', async () => {
    for (const body of ['', 'x', '[]', '{']) await post(body);
    expect((await post(JSON.stringify(update))).status).toBe(200);
  });
});

describe('503', () => {
  test('is the answer while the queue does not confirm, and never 200', async () => {
    addFails = new QueueUnavailableError('no connection');
    const response = await post(JSON.stringify(update));
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('1');
    expect(await refusals()).toEqual({ 'queue-away': 1 });
    addFails = undefined;
    expect((await post(JSON.stringify(update))).status).toBe(200);
  });

  test('is the answer to too much that waits, without asking the queue', async () => {
    open = false;
    expect((await post(JSON.stringify(update))).status).toBe(503);
    expect(stored).toEqual([]);
    expect(await refusals()).toEqual({ overloaded: 1 });
  });
});

test('a defect of ours is a 500 that is counted, so that Telegram sends the update again', async () => {
  addFails = new Error('defect');
  expect((await post(JSON.stringify(update))).status).toBe(500);
  expect(await refusals()).toEqual({ defect: 1 });
});

test('health and metrics are served on the same port', async () => {
  expect((await fetch(`${url}/health`)).status).toBe(200);
  expect(await (await fetch(`${url}/metrics`)).text()).toContain('ownerbot_ingest_');
});

leakCheck();
