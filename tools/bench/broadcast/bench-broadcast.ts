import { createBroadcasts } from '@ownerbot/operations';
import { systemClock } from '@ownerbot/runtime';
import { openDatabase } from '@ownerbot/storage';
import { startBotApi, waitFor } from '@ownerbot/testing';
import { median, rounded, summary, type BenchResult, type Figures, type Round } from '../parts/figures';
import type { Stores, StoreServers } from '../parts/stores';
import { tell } from '../parts/tell';
import { BOT_ID, chatIds } from '../parts/updates';
import { postSteadily, type Post } from '../pipeline/post-steadily';
import { startPipeline } from '../pipeline/start-pipeline';
import { watchAnswers } from '../pipeline/watch-answers';
import type { Run } from '../plan';
import { mostInASecond } from './most-in-a-second';

/** `BROADCAST_RATE`'s default. */
const RATE = 25;
const TEXT = 'Завтра магазин закрыт.';
const QUESTION = 'заказ OB-1003';
const OWNERS = 20;
/** Questions meanwhile, in a second. */
const ASKED = 5;
/** Before the broadcast as many are asked as the control of their times, and the first of them to warm up. */
const WARM_UP = 20;
const ALONE = 150;
const FIRST_UPDATE_ID = 1_000;
const FIRST_RECIPIENT = 800_000_001;
const ANSWER_WITHIN_MS = 30_000;
/** How much longer than its rate says a broadcast may take before it counts as stuck. */
const PATIENCE = 3;

interface Measured extends Round {
  readonly sentPerSecond: number;
  readonly mostInASecond: number;
}

/** A broadcast at its set rate, and the answers to questions asked meanwhile beside those asked before it. */
export async function benchBroadcast(run: Run, servers: StoreServers): Promise<BenchResult> {
  const rounds: Measured[] = [];
  for (let round = 1; round <= run.rounds; round += 1) {
    const measured = await measure(run.updates, await servers.fresh({ backend: run.backend, withShop: true }));
    const { ours, control } = measured;
    tell(`round ${round}: ${measured.sentPerSecond.toFixed(2)}/s of ${RATE}, at most ${measured.mostInASecond} in a second; replies p99 ${ours.p99Ms.toFixed(1)} ms beside ${control.p99Ms.toFixed(1)} ms`);
    rounds.push(measured);
  }
  const { ours, control, ratio } = summary(rounds, 'p50Ms');
  const perSecond = rounded(median(rounds.map((one) => one.sentPerSecond)));
  return {
    name: 'broadcast',
    backend: run.backend,
    perSecond,
    control: { perSecond: RATE },
    ratio: rounded(perSecond / RATE),
    updates: run.updates,
    rounds: run.rounds,
    more: { 'replies meanwhile': { ...ours, control, ratio } },
    facts: { 'most in any second': Math.max(...rounds.map((one) => one.mostInASecond)) },
  };
}

async function measure(recipients: number, stores: Stores): Promise<Measured> {
  const owners = chatIds(OWNERS);
  const botApi = await startBotApi();
  const sent: number[] = [];
  const answers = watchAnswers(botApi, (text, at) => text === TEXT && sent.push(at) > 0);
  const db = openDatabase({ url: stores.databaseUrl, applicationName: 'bench', maxConnections: 1 });
  const pipeline = await startPipeline(stores, { apiRoot: botApi.url, ownerIds: owners, env: { BROADCAST_RATE: String(RATE) } });
  let asked = 0;
  const ask = async (goesOn: (sent: number) => boolean): Promise<Post[]> => {
    const posts = await postSteadily({ url: pipeline.url, chats: owners, perSecond: ASKED, firstUpdateId: FIRST_UPDATE_ID + asked, textOf: () => QUESTION, goesOn });
    asked += posts.length;
    return posts;
  };
  try {
    const alone = await ask((n) => n < WARM_UP + Math.min(ALONE, recipients));
    const control = await timesOf(alone, WARM_UP);
    const chats = Array.from({ length: recipients }, (_, index) => String(FIRST_RECIPIENT + index));
    await createBroadcasts({ db, clock: systemClock }).start({ name: 'bench' }, BOT_ID, { text: TEXT, chatIds: chats });
    const limitMs = 30_000 + (PATIENCE * recipients * 1_000) / RATE;
    const all = waitFor(() => sent.length >= recipients, { what: 'the broadcast to be through', timeoutMs: limitMs });
    let isThrough = false;
    void all.then(() => (isThrough = true), () => (isThrough = true));
    const ours = await timesOf(await ask((n) => n < ASKED || !isThrough), 0);
    await all;
    const seconds = ((sent.at(-1) ?? 0) - (sent[0] ?? 0)) / 1_000;
    return { ours, control, sentPerSecond: (sent.length - 1) / seconds, mostInASecond: mostInASecond(sent) };
  } finally {
    await pipeline.stop();
    await db.close();
    await botApi.stop();
  }

  function timesOf(posts: readonly Post[], warmUp: number): Promise<Figures> {
    return answers.timesOf(posts, { warmUp, withinMs: ANSWER_WITHIN_MS });
  }
}
