import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '@ownerbot/storage';
import { chaosLoad, checkAnswers, postsOfChats, seededRandom, startSystem, waitFor, type System } from '@ownerbot/testing';

const CHATS = Array.from({ length: 50 }, (_, index) => String(20_000_001 + index));
const UPDATES = Number(process.env['CHAOS_UPDATES'] ?? 600);
const ROUNDS = Number(process.env['CHAOS_KILLS'] ?? 6);
const SEED = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
/** The longest that one run of a send may have lain between Telegram's taking it and our noting it. */
const SEND_DEADLINE_MS = 15_000;
/** What a notifier wrote before it was killed is read by a busy Telegram after that. */
const READ_LATER_MS = 2_000;

jest.setTimeout(400_000);

interface Kill {
  readonly app: string;
  readonly at: number;
}

/** Kills one of the three again and again, and starts it again after a moment, while the load runs. */
async function killAgainAndAgain(system: System, random: () => number): Promise<Kill[]> {
  const kills: Kill[] = [];
  for (let round = 0; round < ROUNDS; round += 1) {
    const victims = [system.apps.worker, system.apps.notifier, system.apps.ingest];
    const victim = victims[round % victims.length];
    if (victim === undefined) continue;
    await delay(300 + random() * 1_200);
    kills.push({ app: victim.name, at: Date.now() });
    await victim.kill();
    await delay(random() * 500);
    await victim.start();
  }
  return kills;
}

describe.each(['postgres', 'redis'] as const)('on %s', (backend) => {
  let system: System;
  beforeAll(async () => {
    // What chance gives one chat in a minute may pass the limit of floods, which is not what is tested here.
    system = await startSystem({ backend, mode: 'webhook', ownerIds: CHATS, env: { FLOOD_MAX_PER_MINUTE: '10000' } });
  });
  afterAll(() => system.stop());

  test(`${UPDATES} updates are answered in order, once in the ledger, while everything is killed again and again (seed ${SEED})`, async () => {
    const random = seededRandom(SEED);
    const load = chaosLoad({ chats: CHATS, count: UPDATES, firstUpdateId: 500_000_000, random, now: new Date() });
    await system.sandbox.setFaults([
      { kind: 'duplicate', probability: 0.05, concurrent: true },
      { kind: 'duplicate', probability: 0.05 },
    ]);
    const injected = system.sandbox.inject(load.updates);
    const kills = await killAgainAndAgain(system, random);
    await injected;

    await waitFor(async () => (await system.sandbox.pending()) === 0, { what: 'every update to be delivered', timeoutMs: 200_000 });
    const [ledger] = await waitFor(
      async () => {
        const rows = await system.db.query<{ all: number; done: number }>(
          sql`select count(*)::int as all, count(*) filter (where state = 'done')::int as done from updates where event = 'update'`,
        );
        return rows[0]?.done === UPDATES ? rows : undefined;
      },
      { what: 'every update to be done in the ledger', timeoutMs: 200_000 },
    );
    expect(ledger).toEqual({ all: UPDATES, done: UPDATES });

    const findings = await waitFor(
      async () => {
        const found = checkAnswers(load.requests, await postsOfChats(system.sandbox, CHATS));
        return found.unanswered.length === 0 ? found : undefined;
      },
      { what: 'every request to be answered', timeoutMs: 120_000 },
    );
    expect(findings.outOfOrder).toEqual([]);
    const notifierKills = kills.filter((kill) => kill.app === 'notifier').map((kill) => kill.at);
    const unexplained = findings.repeated.filter(
      ({ sentAt }) => !sentAt.slice(1).every((again, index) => notifierKills.some((at) => (sentAt[index] ?? 0) - READ_LATER_MS <= at && at <= again && at - (sentAt[index] ?? 0) < SEND_DEADLINE_MS)),
    );
    expect(unexplained).toEqual([]);
  });
});
