import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { LetterState } from '../dead-letters/letter-row';
import type { ItemState, SkipReason } from './replay-row';

/** An item with what is needed to make its job. */
export interface ReplayItem {
  readonly n: number;
  readonly letterId: string;
  readonly jobId: string | null;
  readonly kind: string;
  readonly queue: string;
  readonly baseJobId: string;
  readonly correlationId: string;
  /** How often the letter was replayed. */
  readonly replays: number;
  /** As edited, or as it died; of an opened one, that of its job. */
  readonly payload: unknown;
}

/** Items of an operation that are in a state, in their order. Locks nothing. */
export async function replayItems(db: Db, query: { id: string; state: ItemState; limit: number }): Promise<ReplayItem[]> {
  return db.query<ReplayItem>(sql.named('replay-items')`
    select i.n, i.letter_id as "letterId", i.job_id as "jobId", d.kind, d.queue, d.base_job_id as "baseJobId", d.correlation_id as "correlationId", d.replays,
      case when i.state = 'waiting' then coalesce(i.payload, d.payload) else d.payload end as payload
    from replay_items i join dead_letters d on d.id = i.letter_id
    where i.replay_id = ${query.id}::bigint and i.state = ${query.state} order by i.n limit ${query.limit}`);
}

/** Notes that the jobs of items are in their queues. Locks: those items. Idempotent. */
export async function markItemsAdded(db: Db, input: { id: string; ns: readonly number[]; at: Date }): Promise<void> {
  await db.query(sql.named('mark-items-added')`
    update replay_items set state = 'added', looked_at = ${input.at} where replay_id = ${input.id}::bigint and n = any(${[...input.ns]}::int[]) and state = 'opened'`);
}

/** An item will not be replayed. Locks: the item. Idempotent. */
export async function skipItem(db: Db, input: { id: string; n: number; reason: SkipReason; at: Date }): Promise<void> {
  await db.query(sql.named('skip-item')`
    update replay_items set state = 'skipped', reason = ${input.reason}, ended_at = ${input.at} where replay_id = ${input.id}::bigint and n = ${input.n} and state = 'waiting'`);
}

export interface ItemUnderWay {
  readonly n: number;
  readonly letterId: string;
  readonly jobId: string;
  readonly queue: string;
  readonly letterState: LetterState;
  /** What Postgres knows of the job's work: `false` for an update that was not taken yet, or an effect that has no end. */
  readonly isOver: boolean;
}

/**
 * Items whose jobs are in the queues, those first that were looked at longest ago; each is marked as looked at.
 * Locks: those items.
 */
export async function lookAtItems(db: Db, query: { id: string; limit: number; at: Date }): Promise<ItemUnderWay[]> {
  return db.query<ItemUnderWay>(sql.named('look-at-items')`
    with looked as (
      update replay_items i set looked_at = ${query.at}
      where i.replay_id = ${query.id}::bigint and i.n in (
        select n from replay_items where replay_id = ${query.id}::bigint and state = 'added' order by looked_at, n limit ${query.limit})
      returning i.n, i.letter_id, i.job_id
    )
    select l.n, l.letter_id as "letterId", l.job_id as "jobId", d.queue, d.state as "letterState",
      case
        when d.kind like 'inbox.%' then not exists (
          select 1 from updates u
          where u.bot_id = d.bot_id and u.update_id = d.update_id and u.event in (substr(d.kind, 7), substr(d.kind, 7) || '-planned') and u.state = 'claimed')
        when d.kind in ('tool.run', 'voice.transcribe', 'intent.plan', 'report.render', 'message.send') then not exists (select 1 from effects e where e.id = d.payload ->> 'effectId' and e.state <> 'finished')
        else true
      end as "isOver"
    from looked l join dead_letters d on d.id = l.letter_id`);
}

export interface EndedItems {
  readonly id: string;
  readonly done: readonly number[];
  readonly dead: readonly number[];
  /** The queue does not know them, and nobody has done their work: they are to be added again. */
  readonly lost: readonly number[];
  readonly by: string;
  readonly at: Date;
}

/**
 * Notes what became of items; the letter of one that is done is closed. A letter that is open by now has died again: it is buried before its
 * job leaves the queue, so what was seen of the letter before the look at the queue may be too old. Locks: items and letters. Idempotent.
 */
export async function endItems(db: Db, { id, done, dead, lost, by, at }: EndedItems): Promise<void> {
  if (done.length + dead.length + lost.length === 0) return;
  await db.query(sql.named('end-items')`
    with ended as (
      update replay_items i
      set state = case when d.state = 'open' or i.n = any(${[...dead]}::int[]) then 'dead' when i.n = any(${[...done]}::int[]) then 'done' else 'opened' end,
        ended_at = case when d.state <> 'open' and i.n = any(${[...lost]}::int[]) then null else ${at}::timestamptz end
      from dead_letters d
      where i.replay_id = ${id}::bigint and i.n = any(${[...done, ...dead, ...lost]}::int[]) and i.state = 'added' and d.id = i.letter_id
      returning i.letter_id, i.state
    )
    update dead_letters d set state = 'replayed', closed_at = ${at}, closed_by = ${by}
    from ended e where e.letter_id = d.id and e.state = 'done' and d.state = 'replaying'`);
}

/** Discards the next letters of a drain. Returns how many items were ended. Locks: items and letters. Idempotent. */
export async function drainItems(db: Db, input: { id: string; limit: number; by: string; reason: string; at: Date }): Promise<number> {
  const [row] = await db.query<{ ended: number }>(sql.named('drain-items')`
    with next as materialized (
      select n, letter_id from replay_items where replay_id = ${input.id}::bigint and state = 'waiting' order by n limit ${input.limit} for update
    ),
    gone as (
      update dead_letters d set state = 'discarded', closed_at = ${input.at}, closed_by = ${input.by}, reason = ${input.reason}
      from next where d.id = next.letter_id and d.state = 'open'
      returning d.id
    ),
    ended as (
      update replay_items i
      set state = case when exists (select 1 from gone g where g.id = i.letter_id) then 'done' else 'skipped' end,
        reason = case when exists (select 1 from gone g where g.id = i.letter_id) then null else 'closed' end, ended_at = ${input.at}
      from next where i.replay_id = ${input.id}::bigint and i.n = next.n
      returning 1
    )
    select count(*)::int as ended from ended`);
  return row?.ended ?? 0;
}

export interface OpenedItem {
  readonly replayId: string;
  readonly n: number;
  readonly jobId: string;
  readonly queue: string;
  /** The number of this replay of the letter. */
  readonly generation: number;
  /** The payload of its job. */
  readonly payload: object;
  readonly at: Date;
  /** The ledger's row that begins anew; `update` is what it keeps of the payload. */
  readonly ledger?: { readonly botId: string; readonly updateId: string; readonly event: string; readonly payload: object } | null;
  /** The effect that begins anew, under a new id where its answers are to be written once more. */
  readonly effect?: { readonly id: string; readonly newId: string | null } | null;
}

/**
 * Makes ready what the replayed job needs, in one statement with the mark: the letter is `replaying`; an update's row gets a new place at
 * the tail of its chat; a message's effect is on its way again, past the order of answers, its refused parts forgotten and its sent parts
 * kept; a tool run or a drawing becomes a new effect of its request. Returns false when the letter, or the effect, is not as it was: nothing is written.
 * Locks: item, letter, then row or effect. Idempotent: an item is opened once.
 */
export async function openItem(db: Db, item: OpenedItem): Promise<boolean> {
  const payload = storableJson(item.payload);
  const { ledger = null, effect = null } = item;
  const [row] = await db.query<{ opened: boolean }>(sql.named('open-item')`
    with opened as (
      update replay_items i set state = 'opened', job_id = ${item.jobId}
      from dead_letters d
      where i.replay_id = ${item.replayId}::bigint and i.n = ${item.n} and i.state = 'waiting'
        and d.id = i.letter_id and d.state = 'open' and d.replays = ${item.generation}::int - 1
        and (${effect?.newId ?? null}::text is null or exists (select 1 from effects e where e.id = ${effect?.id ?? null}))
      returning i.letter_id
    ),
    letter as (
      update dead_letters d set state = 'replaying', replays = ${item.generation}, job_id = ${item.jobId}, queue = ${item.queue}, payload = ${payload}::jsonb
      from opened o where d.id = o.letter_id
    ),
    joined as (
      update updates u
      set seq = nextval(pg_get_serial_sequence('updates', 'seq')), state = 'claimed', result = null, first_message = null, claimed_at = ${item.at},
        held_at = null, decided_at = null, done_at = null, replays = greatest(u.replays + 1, ${item.generation}), payload = ${storableJson(ledger?.payload ?? undefined)}::jsonb
      from opened
      where u.bot_id = ${ledger?.botId ?? null}::bigint and u.update_id = ${ledger?.updateId ?? null}::bigint and u.event = ${ledger?.event ?? null} and u.state = 'dead'
    ),
    resumed as (
      update effects e set state = 'dispatched', gated = false, dispatched_at = ${item.at}, finished_at = null, payload = ${payload}::jsonb
      from opened where e.id = ${effect?.id ?? null} and ${effect?.newId ?? null}::text is null and e.state = 'finished'
    ),
    forgotten as (
      delete from messages m using opened
      where m.effect_id = ${effect?.id ?? null} and ${effect?.newId ?? null}::text is null and m.state in ('failed', 'skipped')
    ),
    renewed as (
      insert into effects (id, kind, bot_id, chat_id, cause_seq, request_seq, n, correlation_id, lane_key, payload, delay_ms, gated, state, created_at, dispatched_at)
      select ${effect?.newId ?? null}::text, e.kind, e.bot_id, e.chat_id, e.cause_seq, e.request_seq, e.n, e.correlation_id, e.lane_key, ${payload}::jsonb, 0, false, 'dispatched', ${item.at}, ${item.at}
      from effects e, opened where e.id = ${effect?.id ?? null} and ${effect?.newId ?? null}::text is not null
      on conflict (id) do nothing
    )
    select exists (select 1 from opened) as opened`);
  return row?.opened ?? false;
}
