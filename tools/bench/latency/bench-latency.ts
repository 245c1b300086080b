import { startBotApi } from '@ownerbot/testing';
import { startChild } from '../parts/child';
import { summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import { recordTurn } from '../parts/record-turn';
import type { Stores, StoreServers } from '../parts/stores';
import { tell } from '../parts/tell';
import { chatIds } from '../parts/updates';
import { postSteadily } from '../pipeline/post-steadily';
import { startPipeline, type Bot } from '../pipeline/start-pipeline';
import { watchAnswers } from '../pipeline/watch-answers';
import type { Run } from '../plan';
import type { BareBotOrders, Question } from './bare-bot';

const PER_SECOND = 30;
/** Each chat asks every two seconds, so that an answer is there before its next question. */
const CHATS = 60;
const WARM_UP = 60;
const FIRST_UPDATE_ID = 1_000;
const QUESTIONS = ['kpi вчера', 'заказ OB-1003'];
const START_WITHIN_MS = 60_000;
const ANSWER_WITHIN_MS = 30_000;

/** From the POST of an update to the arrival of its answer at the Bot API, at 30 updates a second that each run a read tool. */
export async function benchLatency(run: Run, servers: StoreServers): Promise<BenchResult> {
  const { backend, updates } = run;
  const rounds: Round[] = [];
  for (let round = 1; round <= run.rounds; round += 1) {
    const control = await ask(updates, await servers.fresh({ backend, withShop: true }), startBareBot);
    const ours = await ask(updates, await servers.fresh({ backend, withShop: true }), (stores, apiRoot) => startPipeline(stores, { apiRoot, ownerIds: chatIds(CHATS) }));
    tell(`round ${round}: p50 ${ours.p50Ms.toFixed(1)} ms, p99 ${ours.p99Ms.toFixed(1)} ms beside ${control.p50Ms.toFixed(1)} ms, ${control.p99Ms.toFixed(1)} ms`);
    rounds.push({ control, ours });
  }
  const { ours, control, ratio } = summary(rounds, 'p50Ms');
  return { name: 'latency', backend, ...ours, control, ratio, updates, rounds: run.rounds };
}

async function ask(updates: number, stores: Stores, start: (stores: Stores, apiRoot: string) => Promise<Bot>): Promise<Figures> {
  const botApi = await startBotApi();
  const answers = watchAnswers(botApi);
  let bot: Bot | undefined;
  try {
    bot = await start(stores, botApi.url);
    const posts = await postSteadily({
      url: bot.url,
      chats: chatIds(CHATS),
      perSecond: PER_SECOND,
      firstUpdateId: FIRST_UPDATE_ID,
      textOf: (n) => QUESTIONS[n % QUESTIONS.length] ?? '',
      goesOn: (sent) => sent < WARM_UP + updates,
    });
    return await answers.timesOf(posts, { warmUp: WARM_UP, withinMs: ANSWER_WITHIN_MS });
  } finally {
    await bot?.stop();
    await botApi.stop();
  }
}

async function startBareBot(stores: Stores, apiRoot: string): Promise<Bot> {
  const questions: Question[] = [];
  for (const text of QUESTIONS) questions.push({ text, run: await runOf(stores, text) });
  const orders: BareBotOrders = { databaseUrl: stores.databaseUrl, apiRoot, questions };
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
