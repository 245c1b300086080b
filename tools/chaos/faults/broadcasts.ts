import { createBroadcasts, type Broadcasts } from '@ownerbot/operations';
import { systemClock } from '@ownerbot/runtime';
import type { BroadcastFacts } from '@ownerbot/storage';
import { postsOfChats, SYSTEM_TOKEN, waitFor } from '@ownerbot/testing';
import { BOTH, type Fault, type Striking } from '../fault';

const ACTOR = { name: 'chaos' };
/** Much longer than the answers meanwhile take, so that one that waits for it is seen. */
const WAIT_SEC = 60;
const WITHIN_MS = 180_000;
const ASKED = 10;

const MOVING = ['queued', 'sending'] as const;

export const BROADCAST_FAULTS: readonly Fault[] = [
  {
    name: 'broadcast',
    group: 'broadcast',
    backends: BOTH,
    updates: 20,
    async strike(striking) {
      const { system, length } = striking;
      const broadcasts = createBroadcasts({ db: system.direct, clock: systemClock });
      const chats = await newPersons(striking, length === 'short' ? 40 : 150);
      const botId = SYSTEM_TOKEN.split(':')[0] ?? '';
      const first = `Акция ${chats[0] ?? ''}`;
      await system.sandbox.setFaults([{ kind: 'too_many_requests', retry_after: WAIT_SEC, count: 1, methods: ['sendMessage'], chat_id: chats[10] }]);
      const { id } = await broadcasts.start(ACTOR, botId, { text: first, chatIds: chats });
      await answersPassBy(striking, broadcasts, id);
      await killAmid(striking, broadcasts, id);
      await pauseAndResume(striking, broadcasts, id);
      const through = await reached(broadcasts, id, ({ state }) => state === 'done', 'the broadcast to be through');
      await checkOnce(striking, chats, first, through);

      const second = `Отмена ${chats[0] ?? ''}`;
      const { id: cancelled } = await broadcasts.start(ACTOR, botId, { text: second, chatIds: chats });
      await reached(broadcasts, cancelled, ({ recipients }) => (recipients.sent ?? 0) > 0, 'the second broadcast to begin');
      await broadcasts.cancel(ACTOR, cancelled);
      const ended = await reached(broadcasts, cancelled, isStill, 'the cancelled broadcast to be still');
      if ((ended.recipients.cancelled ?? 0) === 0) throw new Error('the broadcast was over before it could be cancelled');
      await checkOnce(striking, chats, second, ended);
      return () => system.sandbox.setFaults([]);
    },
  },
];

/** Chats of nobody else: no row before has written to them. */
async function newPersons({ system, work }: Striking, count: number): Promise<string[]> {
  const ids = Array.from({ length: count }, () => String(work.nextUpdate()));
  for (const id of ids) await system.sandbox.call('POST', '/persons', { id: Number(id), first_name: 'Пётр' });
  return ids;
}

/** Telegram holds the broadcast up for a minute; what is asked meanwhile is answered before it goes on. */
async function answersPassBy(striking: Striking, broadcasts: Broadcasts, id: string): Promise<void> {
  const { system, work } = striking;
  const isHeldUp = () => system.apps.notifier.lines().some((line) => line.includes('broadcast_rate_limited') && line.includes(`"broadcastId":"${id}"`));
  await waitFor(isHeldUp, { what: 'the 429 of the broadcast', timeoutMs: WITHIN_MS });
  const before = await reached(broadcasts, id, ({ recipients }) => (recipients.sending ?? 0) === 0, 'the sends under way to end');
  await work.ask(ASKED);
  await system.isQuiet();
  const after = await broadcasts.show(id);
  if (after.recipients.sent !== before.recipients.sent || after.state !== 'running') throw new Error('the answers left after the broadcast went on');
}

/** Killed while it sends, and once more a moment later. */
async function killAmid({ system, work }: Striking, broadcasts: Broadcasts, id: string): Promise<void> {
  for (let kill = 0; kill < 2; kill += 1) {
    const { recipients } = await broadcasts.show(id);
    await reached(broadcasts, id, (now) => (now.recipients.sent ?? 0) > (recipients.sent ?? 0) + 2, 'the broadcast to go on');
    await system.revive('notifier');
    work.kills += 1;
  }
}

async function pauseAndResume({ system, work }: Striking, broadcasts: Broadcasts, id: string): Promise<void> {
  await broadcasts.pause(ACTOR, id);
  const before = await reached(broadcasts, id, ({ recipients }) => (recipients.sending ?? 0) === 0, 'the paused broadcast to be still');
  await work.ask(ASKED);
  await system.isQuiet();
  const after = await broadcasts.show(id);
  if (after.recipients.sent !== before.recipients.sent) throw new Error('a paused broadcast went on');
  await broadcasts.resume(ACTOR, id);
}

function reached(broadcasts: Broadcasts, id: string, isSo: (facts: BroadcastFacts) => boolean, what: string): Promise<BroadcastFacts> {
  const look = async (): Promise<BroadcastFacts | undefined> => {
    const facts = await broadcasts.show(id);
    return isSo(facts) ? facts : undefined;
  };
  return waitFor(look, { what, timeoutMs: WITHIN_MS, everyMs: 100 });
}

function isStill({ recipients }: BroadcastFacts): boolean {
  return MOVING.every((state) => (recipients[state] ?? 0) === 0);
}

/** What stands in the chats beside what the rows say: none twice, and only what a killed process had begun is uncertain. */
async function checkOnce({ system }: Striking, chats: readonly string[], text: string, { total, recipients }: BroadcastFacts): Promise<void> {
  const posts = await postsOfChats(system.sandbox, chats);
  const counts = [...posts.values()].map((all) => all.filter((post) => post.direction === 'out' && post.message.text === text).length);
  const arrived = counts.filter((count) => count > 0).length;
  const { sent = 0, unconfirmed = 0, cancelled = 0 } = recipients;
  if (counts.some((count) => count > 1)) throw new Error(`${counts.filter((count) => count > 1).length} chats have the broadcast twice`);
  if (sent + unconfirmed + cancelled !== total || arrived < sent || arrived > sent + unconfirmed) throw new Error(`of ${total} recipients ${arrived} have it: ${JSON.stringify(recipients)}`);
}
