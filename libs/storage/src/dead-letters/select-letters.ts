import { sql, type Sql } from '../db/sql';
import type { LetterState } from './letter-row';

/** Which letters; values are checked by the caller, and go to Postgres as parameters alone. */
export interface LetterConditions {
  readonly ids?: readonly string[];
  readonly kind?: string;
  readonly queue?: string;
  readonly code?: string;
  readonly fingerprint?: string;
  readonly chatId?: string;
  readonly since?: Date;
  readonly until?: Date;
  readonly text?: string;
  readonly state?: LetterState;
}

/** No index helps to look for a text: of the letters that match all else, so many are read, the newest. */
export const TEXT_SEARCHED = 20_000;

/**
 * The condition on letters `d`. Only what is asked for stands in it, so that Postgres may choose an index by it; therefore the statements
 * that hold it are not named.
 */
export function letterConditions(wish: LetterConditions): Sql {
  const all: Sql[] = [];
  if (wish.ids !== undefined) all.push(sql`d.id = any(${[...wish.ids]}::bigint[])`);
  if (wish.state !== undefined) all.push(stateIs(wish.state));
  if (wish.fingerprint !== undefined) all.push(sql`d.fingerprint = ${wish.fingerprint}`);
  if (wish.code !== undefined) all.push(sql`d.code = ${wish.code}`);
  if (wish.chatId !== undefined) all.push(sql`d.chat_id = ${wish.chatId}::bigint`);
  if (wish.kind !== undefined) all.push(sql`d.kind = ${wish.kind}`);
  if (wish.queue !== undefined) all.push(sql`d.queue = ${wish.queue}`);
  if (wish.since !== undefined) all.push(sql`d.died_at >= ${wish.since}`);
  if (wish.until !== undefined) all.push(sql`d.died_at < ${wish.until}`);
  if (wish.text !== undefined) {
    const found = `%${wish.text.replaceAll(/[\\%_]/g, '\\$&')}%`;
    const newest = sql`select * from dead_letters d where ${both(all)} order by d.died_at desc, d.id desc limit ${TEXT_SEARCHED}`;
    all.push(sql`d.id in (select n.id from (${newest}) n where n.message ilike ${found} or n.correlation_id ilike ${found} or n.payload::text ilike ${found})`);
  }
  return both(all);
}

const both = (all: readonly Sql[]): Sql => all.reduce((before, one) => sql`${before} and ${one}`, sql`true`);

/** Written out, for the indexes of open letters are partial. */
function stateIs(state: LetterState): Sql {
  return state === 'open' ? sql`d.state = 'open'` : sql`d.state = ${state}`;
}
