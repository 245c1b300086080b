import { readFileSync } from 'node:fs';
import path from 'node:path';
import { createQueues } from '@ownerbot/queues';
import { silentLogger } from '@ownerbot/runtime';
import { leakCheck, repoRoot, startSystem, SYSTEM_OWNER, SYSTEM_TOKEN, waitFor, type System } from '@ownerbot/testing';

/** Every process that shows `/metrics`. */
const PROCESSES = ['ingest', 'worker', 'notifier'] as const;
type ProcessName = (typeof PROCESSES)[number];

interface Metric {
  readonly type: string;
  readonly help: string;
  readonly processes: readonly string[];
}

let system: System;
beforeAll(async () => {
  system = await startSystem({ backend: 'postgres' });
});
afterAll(() => system.stop());

async function scrape(name: ProcessName): Promise<string> {
  const url = { ingest: system.ingestUrl, worker: system.workerUrl, notifier: system.notifierUrl }[name];
  return (await fetch(`${url}/metrics`)).text();
}

/** Figures of Node and of the operating system: they differ from one to the other, and the page tells them in a sentence. */
const OF_THE_PROCESS = /^ownerbot_(?:process|nodejs)_/;

/** What the registries hold: every metric of ours with its type, its help and the processes that have it. */
async function registered(): Promise<Record<string, Metric>> {
  const found: Record<string, Metric> = {};
  for (const name of PROCESSES) {
    const text = await scrape(name);
    const types = Object.fromEntries([...text.matchAll(/^# TYPE (\S+) (\S+)$/gm)].map((match) => [match[1], match[2]]));
    for (const [, metric = '', help = ''] of text.matchAll(/^# HELP (\S+) (.*)$/gm)) {
      if (!OF_THE_PROCESS.test(metric)) found[metric] = { type: types[metric] ?? '', help, processes: [...(found[metric]?.processes ?? []), name] };
    }
  }
  return found;
}

/** What the page says: rows of name, type, processes and help. */
function documented(): Record<string, Metric> {
  const page = readFileSync(path.join(repoRoot(), 'docs', 'metrics.md'), 'utf8');
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| ([\w, ]+) \| (.*) \|$/gm)];
  return Object.fromEntries(rows.map(([, name, type = '', processes = '', help = '']) => [name, { type, help, processes: processes.split(', ') }]));
}

/** The value of one line of a scrape; 0 where there is none. */
async function valueOf(name: ProcessName, line: string): Promise<number> {
  const found = (await scrape(name)).split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

test('docs/metrics.md names every metric of ours in every process, with the words that the process itself uses', async () => {
  const all = await registered();
  expect(Object.keys(all).length).toBeGreaterThan(20);
  expect(documented()).toEqual(all);
});

const BOT_ID = SYSTEM_TOKEN.split(':')[0] ?? '';

/** A message of the owner as Telegram hands it over. */
function messageUpdate(updateId: number, text: string) {
  const from = { id: Number(SYSTEM_OWNER), is_bot: false, first_name: 'Анна' };
  return { update_id: updateId, message: { message_id: updateId, date: 1_770_000_000, chat: { id: from.id, type: 'private', first_name: 'Анна' }, from, text } };
}

/** The update as a job of another id: what a redelivery is once the queue has forgotten the first one. */
async function enqueueAgain(update: { readonly update_id: number }): Promise<void> {
  const queues = createQueues({ settings: { backend: 'postgres', databaseUrl: system.databaseUrl }, log: silentLogger });
  const updateId = String(update.update_id);
  const payload = { botId: BOT_ID, updateId, chatId: SYSTEM_OWNER, userId: SYSTEM_OWNER, receivedAt: new Date().toISOString(), update };
  await queues.producer().add({ kind: 'inbox.update', id: `tg-${BOT_ID}-${updateId}-again`, laneKey: SYSTEM_OWNER, correlationId: `tg-${BOT_ID}-${updateId}`, payload });
  await queues.close();
}

const answers = async () => (await system.sandbox.posts(SYSTEM_OWNER)).filter((post) => post.direction === 'out').length;

test('an update that comes again after it was done is counted as a duplicate, and not answered again', async () => {
  const line = 'ownerbot_duplicates_dropped_total{event="update"}';
  expect(await valueOf('worker', line)).toBe(0);
  const update = messageUpdate(710_000_001, '/cancel');
  await system.sandbox.inject([update]);
  await waitFor(async () => (await answers()) === 1, { what: 'the answer', timeoutMs: 20_000 });
  await enqueueAgain(update);
  await waitFor(async () => (await valueOf('worker', line)) === 1, { what: 'the duplicate to be counted', timeoutMs: 20_000 });
  expect(await answers()).toBe(1);
});

test('chats that refuse us are a gauge, which falls when their person writes again', async () => {
  const isBlocked = (count: number) => waitFor(async () => (await valueOf('notifier', 'ownerbot_chats_blocked')) === count, { what: `${count} blocked chats`, timeoutMs: 20_000 });
  await isBlocked(0);
  await system.sandbox.call('PUT', `/chats/${SYSTEM_OWNER}/blocked`, { blocked: true });
  await system.sandbox.inject([messageUpdate(720_000_001, '/cancel')]);
  await isBlocked(1);
  await system.sandbox.call('PUT', `/chats/${SYSTEM_OWNER}/blocked`, { blocked: false });
  await system.sandbox.write(SYSTEM_OWNER, '/cancel');
  await isBlocked(0);
});

leakCheck();
