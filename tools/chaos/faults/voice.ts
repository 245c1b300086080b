import { setTimeout as delay } from 'node:timers/promises';
import { BOTH, nothingToHeal, type Fault } from '../fault';
import { READERS } from '../parts/chaos-system';
import { killsAt, worker, type Stir } from '../parts/kill-at';

const PER_POINT = 6;
/** Longer than a chat waits for its "I am listening". */
const SLOW_MS = 4_000;
const AWAY_MS = { short: 3_000, full: 10_000 } as const;
/** One in a chat: of several that are asked, the words of the newest count. */
const SAID_WHILE_AWAY = 8;

const said = (count: number): Stir => async ({ work }) => {
  await work.say(count);
  return nothingToHeal;
};

const saidSlowly: Stir = async ({ system, work }) => {
  system.listener.slow(SLOW_MS);
  await work.say(PER_POINT);
  return async () => system.listener.slow(0);
};

/** A chat that waits for what was said, and writes meanwhile. */
const waiting: Stir = async ({ system, work, random }) => {
  const chats = READERS.slice(Math.floor(random() * (READERS.length - 1))).slice(0, 1);
  system.listener.slow(SLOW_MS);
  await work.say(1, chats);
  await work.ask(4, chats);
  return async () => system.listener.slow(0);
};

export const VOICE_FAULTS: readonly Fault[] = [
  killsAt(
    'kill-voice',
    [
      ...['voice.begun', 'voice.heard', 'voice.end-written', 'voice.end-added'].map((point) => worker(point, said(PER_POINT), 3)),
      ...['voice.said-written', 'voice.said-added'].map((point) => worker(point, saidSlowly, 2)),
      ...['turn.held', 'turn.released'].map((point) => worker(point, waiting, 3)),
    ],
    { group: 'voice' },
  ),
  // Of one voice message the first turn is that of its update, the second that of its words.
  killsAt('kill-heard', ['turn.claimed', 'turn.decided', 'turn.committed', 'turn.added', 'turn.marked'].map((point) => ({ ...worker(point, said(1), 2), isExact: true })), { group: 'voice' }),
  {
    name: 'transcriber-away',
    group: 'voice',
    backends: BOTH,
    // Each voice message is kept, its chat goes on, and what is heard later is asked before it runs.
    async strike({ system, work, random, length }) {
      const first = Math.floor(random() * (READERS.length - SAID_WHILE_AWAY));
      system.listener.away(true);
      for (const chat of READERS.slice(first, first + SAID_WHILE_AWAY)) await work.say(1, [chat]);
      await work.ask(20);
      await delay(AWAY_MS[length]);
      return async () => {
        system.listener.away(false);
        await work.letHeardRun();
      };
    },
  },
];
