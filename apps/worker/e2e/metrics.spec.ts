import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import { createBroadcasts } from '@ownerbot/operations';
import { createQueues, FAMILIES } from '@ownerbot/queues';
import { silentLogger, systemClock } from '@ownerbot/runtime';
import {
  evaluatePromql, groupedBy, joinScrapes, leakCheck, parsePromql, readScrape, repoRoot, startSystem, SYSTEM_OWNER, SYSTEM_TOKEN, usedMetrics, waitFor,
  type Scrape, type System,
} from '@ownerbot/testing';
import { load } from 'js-yaml';

/** Every process that shows `/metrics`. */
const PROCESSES = ['ingest', 'worker', 'notifier'] as const;
type ProcessName = (typeof PROCESSES)[number];

interface Metric {
  readonly type: string;
  readonly help: string;
  readonly processes: readonly string[];
  /** As the page names them; of a running process where there is a series to see them. */
  readonly labels?: string;
}

let system: System;
let collector: Server;
/** Names of the processes whose traces the collector was sent. */
const traced = new Set<string>();
beforeAll(async () => {
  collector = createServer((request, response) => {
    void text(request).then((body) => {
      if (request.url === '/v1/traces') for (const [, name = ''] of body.matchAll(/"service\.name","value":\{"stringValue":"([^"]+)"/g)) traced.add(name);
      response.end('{}');
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
  const { port } = collector.address() as AddressInfo;
  system = await startSystem({ backend: 'postgres', env: { OTEL_EXPORTER_OTLP_ENDPOINT: `http://127.0.0.1:${port}` } });
});
afterAll(async () => {
  await system.stop();
  await new Promise((resolve) => collector.close(resolve));
});

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
  const rows = [...page.matchAll(/^\| `(\w+)` \| (\w+) \| ([\w, ]+) \| ([\w, –]+) \| (.*) \|$/gm)];
  return Object.fromEntries(rows.map(([, name, type = '', processes = '', labels = '', help = '']) => [name, { type, help, processes: processes.split(', '), labels }]));
}

/** The value of one line of a scrape; 0 where there is none. */
async function valueOf(name: ProcessName, line: string): Promise<number> {
  const found = (await scrape(name)).split('\n').find((one) => one.startsWith(`${line} `));
  return Number(found?.slice(line.length + 1) ?? 0);
}

test('docs/metrics.md names every metric of ours in every process, with the words that the process itself uses', async () => {
  const all = await registered();
  expect(Object.keys(all).length).toBeGreaterThan(20);
  expect(Object.fromEntries(Object.entries(documented()).map(([name, { labels: _labels, ...others }]) => [name, others]))).toEqual(all);
});

const labelsOnPage = (name: string): string[] => documented()[name.replace(/_(?:bucket|sum|count)$/, '')]?.labels?.split(', ').filter((label) => label !== '–') ?? [];
/** What Prometheus itself puts beside our labels. */
const TARGET = ['job', 'instance'];

async function scrapeAll(): Promise<Scrape> {
  return joinScrapes(await Promise.all(PROCESSES.map(async (name) => readScrape(await scrape(name), { job: `ownerbot-${name}`, instance: '127.0.0.1' }))));
}

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

test('a collector of OpenTelemetry is sent the traces of every process', async () => {
  await waitFor(() => traced.size === 3, { what: 'traces of three processes', timeoutMs: 20_000 }).catch(() => undefined);
  expect([...traced].sort()).toEqual(['ownerbot-ingest', 'ownerbot-notifier', 'ownerbot-worker']);
});

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly labels: { readonly severity: string };
  readonly annotations: { readonly summary: string; readonly description: string };
}
const deployed = (file: string) => readFileSync(path.join(repoRoot(), 'deploy', file), 'utf8');
const dashboard = JSON.parse(deployed('grafana/ownerbot.json')) as { panels: { id: number; title: string; type: string; targets?: { expr: string }[] }[] };
const panels = dashboard.panels.filter(({ type }) => type !== 'row').map(({ title, targets = [] }) => ({ title, queries: targets.map(({ expr }) => expr.replaceAll('$__rate_interval', '1m')) }));
const rules = (load(deployed('prometheus/alerts.yml')) as { groups: { rules: Rule[] }[] }).groups.flatMap((group) => group.rules);
const expressions = [...panels.flatMap(({ title, queries }) => queries.map((query) => ({ where: title, query }))), ...rules.map(({ alert, expr }) => ({ where: alert, query: expr }))];

/** Panels that have nothing to show while all is well, or while nobody speaks or the bot is polled. */
const MAY_BE_EMPTY = [
  ...['Failed calls of ingest to Telegram', 'Runs that did not end well, by kind and outcome', 'Jobs that the store did not confirm'],
  ...['Jobs that became dead letters', 'Voice messages', 'Time to hear a voice message, p95', 'Figures that could not be asked for', 'Taken by retention', 'Drawings', 'Time of a drawing, p95', 'Plans', 'Time of a plan, p95'],
  ...['Notification runs', 'Lateness of notifications, p95', 'Parts of notifications'],
];

describe('what deploy/ shows and watches', () => {
  let before: Scrape;
  let after: Scrape;
  const history = () => [{ atSec: 0, scrape: before }, { atSec: 15, scrape: after }];

  async function askThings(firstUpdateId: number): Promise<void> {
    const [known, sent] = [await answers(), await valueOf('notifier', 'ownerbot_notifier_outbox_lag_seconds_count')];
    await system.sandbox.inject(['/help', 'заказ OB-1003', 'kpi вчера'].map((text, index) => messageUpdate(firstUpdateId + index, text)));
    await waitFor(async () => (await answers()) >= known + 3, { what: 'the answers', timeoutMs: 20_000 });
    await waitFor(async () => (await valueOf('notifier', 'ownerbot_notifier_outbox_lag_seconds_count')) >= sent + 3, { what: 'the sends to be counted' });
  }

  /** A broadcast, an update that was known already, and one without Telegram's secret. */
  async function stirRarerThings(knownUpdateId: number): Promise<void> {
    const counted = [
      () => valueOf('notifier', 'ownerbot_broadcast_sends_total{outcome="sent"}'),
      () => valueOf('worker', 'ownerbot_duplicates_dropped_total{event="update"}'),
    ];
    const earlier = await Promise.all(counted.map((count) => count()));
    await createBroadcasts({ db: system.db, clock: systemClock }).start({ name: 'test' }, BOT_ID, { text: 'Завтра закрыто.', chatIds: [SYSTEM_OWNER] });
    await enqueueAgain(messageUpdate(knownUpdateId, '/help'));
    await fetch(`${system.ingestUrl}/tg/webhook`, { method: 'POST', body: '{}', headers: { 'content-type': 'application/json' } });
    const isCounted = async () => (await Promise.all(counted.map(async (count, at) => (await count()) > (earlier[at] ?? 0)))).every(Boolean);
    await waitFor(isCounted, { what: 'the broadcast and the duplicate to be counted', timeoutMs: 20_000 });
  }

  beforeAll(async () => {
    await askThings(730_000_001);
    await stirRarerThings(730_000_001);
    before = await scrapeAll();
    await askThings(740_000_001);
    await stirRarerThings(740_000_001);
    after = await scrapeAll();
  });

  test('the labels of every series are those of docs/metrics.md', () => {
    const wrong = [...after].flatMap(([name, series]) =>
      name.startsWith('ownerbot_') && !OF_THE_PROCESS.test(name)
        ? series.flatMap(({ labels }) => {
            const own = Object.keys(labels).filter((label) => ![...TARGET, 'le'].includes(label));
            return own.sort().join() === labelsOnPage(name).sort().join() ? [] : [`${name}{${own.join()}}`];
          })
        : [],
    );
    expect([...new Set(wrong)]).toEqual([]);
  });

  test.each(expressions)('$where: $query names metrics and labels that there are', ({ query }) => {
    const parsed = parsePromql(query);
    const used = usedMetrics(parsed);
    const isKnown = (name: string) => name === 'up' || after.has(name) || Object.hasOwn(documented(), name.replace(/_(?:bucket|sum|count)$/, ''));
    expect(used.filter(({ name }) => !isKnown(name))).toEqual([]);
    const labels = [...TARGET, 'le', ...used.flatMap(({ name }) => labelsOnPage(name))];
    expect([...used.flatMap((one) => one.labels), ...groupedBy(parsed)].filter((label) => !labels.includes(label))).toEqual([]);
    // Every process shows the gauges of the whole: their sum would be a multiple.
    expect(query).not.toMatch(/sum(?: by \([^)]*\))? \(?ownerbot_(?:queue|chats|dead_letters|operator)/);
  });

  test.each(panels)('the panel "$title" has figures of a running system', ({ title, queries }) => {
    const found = queries.flatMap((query) => evaluatePromql(query, history()));
    if (!MAY_BE_EMPTY.includes(title)) expect(found).not.toEqual([]);
    expect(found.filter(({ value }) => !Number.isFinite(value) || value < 0)).toEqual([]);
  });

  test('every metric of ours that an operator should see is on the dashboard', () => {
    const shown = new Set(panels.flatMap(({ queries }) => queries).flatMap((query) => usedMetrics(parsePromql(query)).map(({ name }) => name.replace(/_(?:bucket|sum|count)$/, ''))));
    expect(Object.keys(documented()).filter((name) => !shown.has(name))).toEqual(['ownerbot_notifier_chats_blocked_total']);
  });

  test('what workers are scaled by has a value for every family of queues', () => {
    const [rule] = (load(deployed('prometheus/autoscaling.yml')) as { groups: { rules: { record: string; expr: string }[] }[] }).groups.flatMap((group) => group.rules);
    const found = evaluatePromql(rule?.expr ?? '', history()).map(({ labels }) => labels);
    expect(found).toEqual(Object.keys(FAMILIES).map((family) => ({ family })));
  });

  test('every alert says how bad it is, what is and what to do', () => {
    for (const { alert, labels, annotations } of rules) {
      expect(alert).toMatch(/^OwnerBot[A-Z]\w+$/);
      expect(['critical', 'warning']).toContain(labels.severity);
      expect([annotations.summary, annotations.description].filter((text) => text.length < 10)).toEqual([]);
    }
    expect(new Set(rules.map(({ alert }) => alert)).size).toBe(rules.length);
  });

  const firing = () => rules.filter(({ expr }) => evaluatePromql(expr, history()).length > 0).map(({ alert }) => alert);

  test('no alert fires while all is well, and a job that died rings two of them', async () => {
    expect(firing()).toEqual([]);
    const queues = createQueues({ settings: { backend: 'postgres', databaseUrl: system.databaseUrl }, log: silentLogger });
    await queues.rawQueues().find(({ name }) => name === 'tools')?.add('nobody.knows', {}, { jobId: 'a-job-of-another-version' });
    await queues.close();
    await waitFor(async () => (await valueOf('worker', 'ownerbot_dead_letters{code="JOB_KIND_UNKNOWN"}')) === 1, { what: 'the dead letter', timeoutMs: 20_000 });
    after = await scrapeAll();
    expect(firing()).toEqual(['OwnerBotDeadLetters', 'OwnerBotOperatorAlert']);
  });
});

leakCheck();
