import { sql } from '@ownerbot/storage';
import { checkAnswers, postsOfChats, waitFor, type LoadRequest, type SandboxPost } from '@ownerbot/testing';
import type { Fault } from '../fault';
import { CHANGERS, LETTER_CHATS, READERS, SOURCE, type ChaosSystem } from './chaos-system';
import type { RowWork } from './row-work';

const DONE = /Готово/;
const SHOWN = 5;
/** How often it is looked, and how many answers may be read a millisecond. */
const OFTEN_MS = 250;
const READ_PER_MS = 5;

/** What the checker can see. */
export interface Watched {
  readonly sandbox: ChaosSystem['sandbox'];
  readonly direct: ChaosSystem['direct'];
  readonly sis: Pick<ChaosSystem['sis'], 'operations'>;
  readonly queues: Pick<ChaosSystem['queues'], 'deadJobs'>;
}

/** What the row must lead to. */
export type Wanted = Pick<RowWork, 'requests' | 'sentUpdates' | 'proposals' | 'deaths' | 'replayed'>;

/** What was there before the row. */
export interface Before {
  readonly at: Date;
  readonly operations: number;
}

export interface Checked {
  /** Empty when the promises hold. */
  readonly violations: readonly string[];
  readonly commits: number;
  readonly repeats: number;
  readonly deaths: number;
}

export async function before(system: Watched): Promise<Before> {
  return { at: new Date(), operations: (await system.sis.operations()).length };
}

/**
 * Reads what Telegram, SIS, the ledger and the audit saw of a row, and nothing else. It waits until all of it is as promised; what is
 * still not so after `patienceMs` is a violation, and what can never mend itself (a second execution) is found all the same.
 */
export async function checkRow(system: Watched, work: Wanted, row: Pick<Fault, 'mayRepeat' | 'orderAsTaken'>, since: Before, patienceMs: number): Promise<Checked> {
  let last: Checked = { violations: ['nothing could be read'], commits: 0, repeats: 0, deaths: 0 };
  let isRead = false;
  const isWell = async (): Promise<boolean> => {
    isRead = false;
    // Thousands of posts read four times a second would be a load of their own: the chats are read once the ledger is as it should be.
    if ((await ledgerOf(system, work)).length > 0) return false;
    last = await look(system, work, row, since);
    isRead = true;
    return last.violations.length === 0;
  };
  const everyMs = Math.max(OFTEN_MS, work.requests.length / READ_PER_MS);
  await waitFor(isWell, { what: 'the promises to hold', timeoutMs: patienceMs, everyMs }).catch(() => undefined);
  return isRead ? last : look(system, work, row, since);
}

async function look(system: Watched, work: Wanted, row: Pick<Fault, 'mayRepeat' | 'orderAsTaken'>, since: Before): Promise<Checked> {
  const [answers, ledger, commits, deaths] = await Promise.all([answersOf(system, work, row, since), ledgerOf(system, work), commitsOf(system, work, since), deathsOf(system, work, since)]);
  return {
    violations: [...answers.violations, ...ledger, ...commits.violations, ...deaths.violations],
    commits: commits.count,
    repeats: answers.repeats,
    deaths: deaths.count,
  };
}

async function answersOf(system: Watched, work: Wanted, { mayRepeat = false, orderAsTaken = false }: Pick<Fault, 'mayRepeat' | 'orderAsTaken'>, { at }: Before) {
  const posts = await postsSince(system, [...READERS, ...LETTER_CHATS], at);
  const requests = orderAsTaken ? await asTaken(system, work.requests) : work.requests;
  const found = checkAnswers(requests, posts, SOURCE);
  return {
    repeats: found.repeated.length,
    violations: [
      ...told('lost: no answer to', found.unanswered.map(({ chatId, orderId, updateId }) => `${orderId} of ${chatId} (update ${updateId})`)),
      ...told('out of order:', found.outOfOrder),
      ...(mayRepeat ? [] : told('answered twice:', found.repeated.map(({ orderId }) => orderId))),
    ],
  };
}

async function postsSince({ sandbox }: Watched, chats: readonly string[], at: Date): Promise<Map<string, readonly SandboxPost[]>> {
  const all = await postsOfChats(sandbox, chats);
  return new Map([...all].map(([chat, posts]) => [chat, posts.filter((post) => post.at >= at.getTime())]));
}

/** In the order in which the ledger took them. */
async function asTaken({ direct }: Watched, requests: readonly LoadRequest[]): Promise<LoadRequest[]> {
  const ids = requests.map(({ updateId }) => String(updateId));
  const rows = await direct.query<{ id: string; seq: string }>(sql`select update_id::text as id, seq::text as seq from updates where event = 'update' and update_id = any(${ids}::bigint[])`);
  const places = new Map(rows.map(({ id, seq }) => [id, Number(seq)]));
  const placeOf = ({ updateId }: LoadRequest): number => places.get(String(updateId)) ?? Number.MAX_SAFE_INTEGER;
  return [...requests].sort((one, other) => placeOf(one) - placeOf(other));
}

/** Every acknowledged update stands in the ledger once, and is over. */
async function ledgerOf({ direct, sandbox }: Watched, { requests, sentUpdates }: Wanted): Promise<string[]> {
  const ids = [...requests.map(({ updateId }) => updateId), ...sentUpdates].map(String);
  const [row] = await direct.query<{ all: number; over: number }>(
    sql`select count(*)::int as all, count(*) filter (where state in ('done', 'dead'))::int as over from updates where event = 'update' and update_id = any(${ids}::bigint[])`,
  );
  const waiting = await sandbox.pending();
  return [
    ...(row?.all === ids.length ? [] : [`ledger: ${row?.all ?? 0} of ${ids.length} updates`]),
    ...(row?.over === ids.length ? [] : [`ledger: ${row?.over ?? 0} of ${ids.length} updates are over`]),
    ...(waiting === 0 ? [] : [`Telegram still has ${waiting} updates`]),
  ];
}

/** Every confirmed proposal changed the shop once, is audited once, and its owner was told. */
async function commitsOf(system: Watched, { proposals }: Wanted, { at, operations: known }: Before) {
  const operations = await system.sis.operations();
  const rows = await system.direct.query<{ id: string; state: string; audited: number }>(sql`
    select p.proposal_id::text as id, p.state, (select count(*)::int from audit_events a where a.event_type = 'action_committed' and a.fields ->> 'proposal_id' = p.proposal_id::text) as audited
    from action_proposals p where p.proposal_id = any(${[...proposals]}::uuid[])`);
  const posts = await postsSince(system, CHANGERS, at);
  const heard = [...posts.values()].flat().filter((post) => post.direction === 'out' && DONE.test(post.message.text ?? '')).length;
  return {
    count: operations.length - known,
    violations: [
      ...told('not executed exactly once:', operations.filter(({ state, executions }) => state !== 'committed' || executions !== 1).map(({ idempotency_key: key, executions }) => `${key} (${executions})`)),
      ...(operations.length - known === proposals.length ? [] : [`${operations.length - known} executions of ${proposals.length} proposals`]),
      ...(rows.length === proposals.length ? [] : [`${rows.length} of ${proposals.length} proposals are stored`]),
      ...told('not committed, or not audited once:', rows.filter(({ state, audited }) => state !== 'committed' || audited !== 1).map(({ id, state, audited }) => `${id}: ${state}, ${audited} audit rows`)),
      ...(heard >= proposals.length ? [] : [`${heard} of ${proposals.length} outcomes were told`]),
    ],
  };
}

/** Every death is a letter and an audit row, and nothing else died; no dead job is left in the queues. */
async function deathsOf({ direct, queues }: Watched, { deaths, replayed }: Wanted, { at }: Before) {
  const letters = await direct.query<{ job: string; state: string; code: string }>(sql`select base_job_id as job, state, code from dead_letters where coalesce(closed_at, died_at) >= ${at}`);
  const audited = await direct.query<{ job: string; number: number }>(sql`select fields ->> 'jobId' as job, count(*)::int as number from audit_events where event_type = 'job_dead' and fields ->> 'jobId' = any(${[...deaths]}::text[]) group by 1`);
  const left = await queues.deadJobs({ diedBefore: new Date(Date.now() + 60_000), limit: SHOWN });
  const open = letters.filter(({ state }) => state === 'open');
  const done = new Set(letters.filter(({ state }) => state === 'replayed').map(({ job }) => job));
  const seen = new Set(audited.filter(({ number }) => number === 1).map(({ job }) => job));
  return {
    count: open.length,
    violations: [
      ...told('died, though nothing should:', open.filter(({ job }) => !deaths.includes(job)).map(({ job, code }) => `${job} (${code})`)),
      ...told('no letter of', deaths.filter((job) => !open.some((letter) => letter.job === job))),
      ...told('not audited once:', deaths.filter((job) => !seen.has(job))),
      ...told('not buried:', left.map(({ id }) => id)),
      ...told('not replayed:', replayed.filter((job) => !done.has(job))),
    ],
  };
}

function told(what: string, found: readonly string[]): string[] {
  if (found.length === 0) return [];
  const more = found.length > SHOWN ? ` and ${found.length - SHOWN} more` : '';
  return [`${what} ${found.slice(0, SHOWN).join(', ')}${more}`];
}
