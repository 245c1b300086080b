import { request } from 'node:http';
import { setTimeout as delay } from 'node:timers/promises';
import { WEBHOOK_PATH } from '@ownerbot/telegram';
import { apiOk, appHandle, freePort, startBotApi, waitFor, type ScriptedBotApi } from '@ownerbot/testing';
import type { Arguments } from '../arguments';
import { startChild } from '../parts/child';
import { figuresOf, summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import { recordTurn } from '../parts/record-turn';
import { startStores, type Stores } from '../parts/stores';
import { tell } from '../parts/tell';
import { BOT_TOKEN, chatIds, PROPOSAL_HMAC_KEY, textUpdate, WEBHOOK_SECRET } from '../parts/updates';
import type { BareBotOrders, Question } from './bare-bot';

const PER_SECOND = 30;
/** Each chat asks every two seconds, so that an answer is there before its next question. */
const CHATS = 60;
const WARM_UP = 60;
const QUESTIONS = ['kpi вчера', 'заказ OB-1003'];
const START_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 30_000;

/** From the POST of an update to the arrival of its answer at the Bot API, at 30 updates a second that each run a read tool. */
export async function benchLatency(options: Arguments): Promise<BenchResult> {
  const servers = await startStores(options);
  const rounds: Round[] = [];
  try {
    for (let round = 1; round <= options.rounds; round += 1) {
      const control = await ask(options, await servers.fresh({ withShop: true }), startBareBot);
      const ours = await ask(options, await servers.fresh({ withShop: true }), startSystem);
      tell(`round ${round}: p50 ${ours.p50Ms.toFixed(1)} ms, p99 ${ours.p99Ms.toFixed(1)} ms beside ${control.p50Ms.toFixed(1)} ms, ${control.p99Ms.toFixed(1)} ms`);
      rounds.push({ control, ours });
    }
  } finally {
    await servers.stop();
  }
  const { ours, control, ratio } = summary(rounds, 'p50Ms');
  return { name: 'latency', backend: options.backend, ...ours, control, ratio, updates: options.updates, rounds: options.rounds };
}

interface Bot {
  readonly url: string;
  stop(): Promise<void>;
}

async function ask({ updates }: Arguments, stores: Stores, start: (stores: Stores, botApi: ScriptedBotApi) => Promise<Bot>): Promise<Figures> {
  const botApi = await startBotApi();
  const arrivals = new Map<string, number[]>();
  let lastMessageId = 0;
  botApi.always('sendMessage', ({ params }) => {
    const chatId = params['chat_id'] ?? '';
    arrivals.set(chatId, [...(arrivals.get(chatId) ?? []), performance.now()]);
    lastMessageId += 1;
    return apiOk({ message_id: lastMessageId, date: 1, chat: { id: Number(chatId), type: 'private' } });
  });
  let bot: Bot | undefined;
  try {
    bot = await start(stores, botApi);
    const posts = await postSteadily(bot.url, WARM_UP + updates);
    const answered = () => [...arrivals.values()].reduce((sum, times) => sum + times.length, 0);
    await waitFor(() => answered() >= posts.length, { what: 'every update to be answered', timeoutMs: ANSWER_WITHIN_MS });
    // Answers keep the order of their chat, and nothing here is sent twice.
    const timesMs = posts.map(({ chatId, at }) => (arrivals.get(chatId)?.shift() ?? NaN) - at).slice(WARM_UP);
    const seconds = ((posts.at(-1)?.at ?? 0) - (posts[WARM_UP]?.at ?? 0)) / 1_000;
    return figuresOf(timesMs.length, Math.max(seconds, 1 / PER_SECOND), timesMs);
  } finally {
    await bot?.stop();
    await botApi.stop();
  }
}

interface Post {
  readonly chatId: string;
  readonly at: number;
}

async function postSteadily(url: string, count: number): Promise<Post[]> {
  const chats = chatIds(CHATS);
  const posts: Post[] = [];
  const answers: Promise<void>[] = [];
  const begunAt = performance.now();
  for (let n = 0; n < count; n += 1) {
    await delay(Math.max(0, begunAt + (n * 1_000) / PER_SECOND - performance.now()));
    const chatId = chats[n % CHATS] ?? '';
    const update = textUpdate(1_000 + n, chatId, questionOf(n), Math.floor(Date.now() / 1_000));
    posts.push({ chatId, at: performance.now() });
    answers.push(post(url, JSON.stringify(update)));
  }
  await Promise.all(answers);
  return posts;
}

function questionOf(n: number): string {
  return QUESTIONS[n % QUESTIONS.length] ?? '';
}

function post(url: string, body: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-telegram-bot-api-secret-token': WEBHOOK_SECRET, 'content-length': Buffer.byteLength(body) };
    const sent = request(url + WEBHOOK_PATH, { method: 'POST', headers }, (response) => {
      response.resume();
      response.once('end', () => (response.statusCode === 200 ? resolve() : reject(new Error(`the webhook answered ${response.statusCode ?? 0}`))));
    });
    sent.once('error', reject);
    sent.end(body);
  });
}

async function startSystem(stores: Stores, botApi: ScriptedBotApi): Promise<Bot> {
  const url = `http://127.0.0.1:${await freePort()}`;
  const env = {
    ...stores.env,
    BOT_TOKEN,
    PROPOSAL_HMAC_KEY,
    OWNER_IDS: chatIds(CHATS).join(','),
    TELEGRAM_API_ROOT: botApi.url,
    TELEGRAM_MODE: 'webhook',
    WEBHOOK_URL: url + WEBHOOK_PATH,
    WEBHOOK_SECRET,
    INGEST_PORT: new URL(url).port,
    WORKER_PORT: String(await freePort()),
    NOTIFIER_PORT: String(await freePort()),
  };
  const apps = ['notifier', 'worker', 'ingest'].map((name) => appHandle(name, env));
  const stop = async () => {
    await Promise.all(apps.map((app) => app.stop()));
  };
  try {
    await Promise.all(apps.map((app) => app.start()));
  } catch (error) {
    await stop();
    throw error;
  }
  return { url, stop };
}

async function startBareBot(stores: Stores, botApi: ScriptedBotApi): Promise<Bot> {
  const questions: Question[] = [];
  for (const text of QUESTIONS) questions.push({ text, run: await runOf(stores, text) });
  const orders: BareBotOrders = { databaseUrl: stores.databaseUrl, apiRoot: botApi.url, questions };
  const child = startChild<{ url: string }>('latency/bare-bot', orders);
  const { url } = await child.next(START_WITHIN_MS).catch((error: unknown) => child.stop().then(() => Promise.reject(error)));
  return { url, stop: () => child.stop() };
}

/** The tool run that a real turn makes of a text. */
async function runOf(stores: Stores, text: string): Promise<Question['run']> {
  const { steps } = await recordTurn(stores, chatIds(CHATS), text);
  const job = steps.flatMap((step) => (step.type === 'add' ? step.jobs : [])).find((one) => one.kind === 'tool.run');
  if (job?.kind !== 'tool.run') throw new Error(`no tool answers "${text}"`);
  return { ...job.payload };
}
