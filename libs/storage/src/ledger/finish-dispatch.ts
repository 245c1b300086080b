import { gathered } from '@ownerbot/runtime';
import type { Db } from '../db/db';
import { sql } from '../db/sql';

interface Dispatched {
  readonly seq?: string | null;
  readonly effectIds: readonly string[];
  readonly at: Date;
}

const markers = new WeakMap<Db, (one: Dispatched) => Promise<void>>();

/**
 * Notes that effects are in the queues now and, with `seq`, that the turn is done. Under load the turns of several lanes are marked
 * by one statement: a third of a turn's round trips.
 * Locks: those rows, in the order of their keys. Idempotent: states only go forward. Commits without waiting for the disk: if a power
 * loss takes it, the relay adds the same ids again. So never inside a transaction.
 */
export function finishDispatch(db: Db, input: Dispatched): Promise<void> {
  const marker = markers.get(db) ?? gathered<Dispatched>((all) => markAll(db, all));
  markers.set(db, marker);
  return marker(input);
}

async function markAll(db: Db, all: readonly Dispatched[]): Promise<void> {
  const effectIds = all.flatMap((one) => one.effectIds);
  const seqs = all.flatMap((one) => one.seq ?? []);
  const at = new Date(Math.max(...all.map((one) => one.at.getTime())));
  await db.query(sql.named('finish-dispatch')`
    with effect as materialized (
      select id from effects where id = any(${effectIds}::text[]) and state = 'pending' order by id for update
    ),
    marked as (
      update effects e set state = 'dispatched', dispatched_at = ${at} from effect where e.id = effect.id
    ),
    turn as materialized (
      select seq from updates where seq = any(${seqs}::bigint[]) and state = 'decided' order by seq for update
    ),
    finished as (
      update updates u set state = 'done', done_at = ${at} from turn where u.seq = turn.seq
    )
    select set_config('synchronous_commit', 'off', true)`);
}
