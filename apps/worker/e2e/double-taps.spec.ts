import { setTimeout as delay } from 'node:timers/promises';
import { sql } from '@ownerbot/storage';
import { leakCheck, seededRandom, waitFor } from '@ownerbot/testing';
import { dataOf, textOf } from './support/owner-chat';
import { startSisSystem, type SisSystem } from './support/sis-system';

const PROPOSALS = Number(process.env['TAP_PROPOSALS'] ?? 60);
const KILLS = Number(process.env['TAP_KILLS'] ?? 4);
const SEED = Number(process.env['CHAOS_SEED'] ?? Date.now() % 1_000_000);
const OWNERS = Array.from({ length: 20 }, (_, index) => String(20_000_001 + index));
/** Two thumbs on each of two devices, twice. */
const TAPS = 8;

jest.setTimeout(400_000);

/**
 * Changes of four kinds, each with a target of its own, so that none makes another one stale. Within a conflict group they are
 * confirmed one after the other, as the group demands; the four groups go side by side.
 */
interface Wish {
  readonly owner: string;
  readonly template: string;
  readonly answers: readonly string[];
}

function wishOf(number: number): Omit<Wish, 'owner'> {
  if (number % 8 === 6 && number < 8 * 24) return { template: 'DSC_SET_IDS', answers: [String(25 + (number - 6) / 8), '15'] };
  if (number % 8 === 7 && number < 8 * 12) return { template: 'PRD_ARCHIVE_IDS', answers: [String(49 + (number - 7) / 8)] };
  return number % 2 === 0 ? { template: 'ORD_FLAG', answers: [`OB-${5_101 + number}`, 'to be called back'] } : { template: 'DSC_DISABLE_COUPON', answers: [couponOf(number)] };
}

const couponOf = (number: number): string => `TAP-${String(number).padStart(4, '0')}`;
const wishes: readonly Wish[] = Array.from({ length: PROPOSALS }, (_, number) => ({ owner: OWNERS[number % OWNERS.length] ?? '', ...wishOf(number) }));

let system: SisSystem;
beforeAll(async () => {
  system = await startSisSystem({ backend: 'redis', ownerIds: OWNERS, env: { FLOOD_MAX_PER_MINUTE: '10000', PROPOSAL_TTL_SEC: '3600' } });
  for (const id of OWNERS) await system.sandbox.call('POST', '/persons', { id: Number(id), first_name: 'Анна' });
  for (const [number, wish] of wishes.entries()) {
    if (wish.template === 'DSC_DISABLE_COUPON') await system.sis.mutate({ table: 'coupons', insert: { coupon_id: 10_000 + number, code: couponOf(number), percent_off: 10 } });
  }
});
afterAll(() => system.stop());

let nextUpdate = 300_000_000;

function update(owner: string, fields: object): object {
  nextUpdate += 1;
  const from = { id: Number(owner), is_bot: false, first_name: 'Анна', language_code: 'ru' };
  const chat = { id: Number(owner), type: 'private', first_name: 'Анна' };
  return 'text' in fields
    ? { update_id: nextUpdate, message: { message_id: nextUpdate, date: 1_770_000_000, chat, from, ...fields } }
    : { update_id: nextUpdate, callback_query: { id: `tap-${nextUpdate}`, from, chat_instance: '1', message: { message_id: 1, date: 1_770_000_000, chat, text: 'x' }, ...fields } };
}

interface Open {
  readonly proposalId: string;
  readonly owner: string;
  readonly group: string;
  readonly messageId: number;
}

/** All previews, asked for by templates as owners do. */
async function previews(): Promise<Open[]> {
  await system.sandbox.inject(wishes.flatMap(({ owner, template, answers }) => [update(owner, { data: `tpl:run:${template}` }), ...answers.map((text) => update(owner, { text }))]));
  const stored = () => system.db.query<{ id: string; owner: string; group: string }>(sql`select proposal_id as id, chat_id::text as owner, conflict_groups[1] as "group" from action_proposals where state = 'proposed' order by created_at`);
  await waitFor(async () => (await stored()).length === PROPOSALS, { what: `${PROPOSALS} previews`, timeoutMs: 120_000, everyMs: 200 });
  const messages = new Map<string, number>();
  await waitFor(
    async () => {
      for (const owner of OWNERS) {
        for (const post of await system.sandbox.posts(owner)) {
          const data = dataOf(post, 'confirm:');
          if (data !== undefined) messages.set(data.replace('confirm:', ''), post.message.message_id);
        }
      }
      return messages.size === PROPOSALS;
    },
    { what: 'every preview to be shown', timeoutMs: 60_000, everyMs: 300 },
  );
  return (await stored()).map(({ id, owner, group }) => ({ proposalId: id, owner, group, messageId: messages.get(id) ?? 0 }));
}

async function stateOf(proposalId: string): Promise<string> {
  const [row] = await system.db.query<{ state: string }>(sql`select state from action_proposals where proposal_id = ${proposalId}::uuid`);
  return row?.state ?? 'gone';
}

/** Four double taps at the same moment, and the wait for the end. */
async function confirm({ proposalId, owner, messageId }: Open): Promise<void> {
  const message = { message_id: messageId, date: 1_770_000_000, chat: { id: Number(owner), type: 'private', first_name: 'Анна' }, text: 'x' };
  await system.sandbox.inject(Array.from({ length: TAPS }, () => update(owner, { data: `confirm:${proposalId}`, message })), 'none');
  await waitFor(async () => (await stateOf(proposalId)) === 'committed', { what: `${proposalId} to be committed`, timeoutMs: 180_000, everyMs: 40 });
}

/** Kills the worker again and again. The minute of its leases passes at once, as its proposals see it: nobody renews them any more. */
async function killAgainAndAgain(random: () => number): Promise<void> {
  for (let kill = 0; kill < KILLS; kill += 1) {
    await delay(400 + random() * 1_200);
    await system.apps.worker.kill();
    await waitFor(async () => (await system.db.query(sql`select 1 from pg_stat_activity where application_name like 'ownerbot-worker%' and datname = current_database()`)).length === 0, { what: 'the connections of the dead worker to end' });
    await system.db.query(sql`update action_proposals set lease_until = now() - interval '1 second', next_look_at = now() - interval '1 second' where lease_owner is not null`);
    await system.apps.worker.start();
  }
}

test(`${PROPOSALS} proposals confirmed by four concurrent double taps each while the worker is killed: as many commits, none twice (seed ${SEED})`, async () => {
  const open = await previews();
  const groups = [...new Set(open.map(({ group }) => group))];
  expect(groups.sort()).toEqual(['catalogue', 'coupons', 'orders', 'prices']);
  await Promise.all([
    killAgainAndAgain(seededRandom(SEED)),
    ...groups.map(async (group) => {
      for (const proposal of open.filter((one) => one.group === group)) await confirm(proposal);
    }),
  ]);

  const operations = await system.sis.operations();
  expect(operations.filter(({ state, executions }) => state !== 'committed' || executions !== 1)).toEqual([]);
  expect(new Set(operations.map((one) => one.idempotency_key)).size).toBe(PROPOSALS);
  expect(await system.sandbox.call('GET', '/sim/journal')).toHaveLength(PROPOSALS);
  const flagged = (await system.sis.rows<{ flag_reason: string | null }>('orders')).filter((row) => row.flag_reason === 'to be called back');
  expect(flagged).toHaveLength(wishes.filter(({ template }) => template === 'ORD_FLAG').length);

  const audited = await system.db.query<{ type: string; number: number; proposals: number }>(
    sql`select event_type as type, count(*)::int as number, count(distinct fields ->> 'proposal_id')::int as proposals from audit_events where event_type in ('action_confirmed', 'action_committed', 'action_failed', 'action_unknown') group by 1 order by 1`,
  );
  expect(audited).toEqual(['action_committed', 'action_confirmed'].map((type) => ({ type, number: PROPOSALS, proposals: PROPOSALS })));
  await waitFor(async () => (await told()) === PROPOSALS, { what: 'every owner to be told', timeoutMs: 60_000, everyMs: 300 });
  const [ledger] = await system.db.query<{ undone: number }>(sql`select count(*) filter (where state <> 'done')::int as undone from updates`);
  expect(ledger).toEqual({ undone: 0 });
});

/** Previews whose message tells that it is done. */
async function told(): Promise<number> {
  const posts = await Promise.all(OWNERS.map((owner) => system.sandbox.posts(owner)));
  return posts.flat().filter((post) => post.direction === 'out' && /Готово/.test(textOf(post))).length;
}

leakCheck();
