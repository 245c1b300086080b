import { filtersHash, type READ_ENDPOINTS } from '@ownerbot/shop';
import type { Answered } from '../public/envelope';
import type { Sim } from '../sim';
import { filtersOf, queryReader, type QueryReader } from './query-reader';

/** One question, read as of `now`. */
export interface ReadContext {
  readonly sim: Sim;
  readonly now: Date;
  readonly path: string;
  /** The last part of the path of an entity. */
  readonly id: string;
  readonly query: URLSearchParams;
  readonly reader: QueryReader;
  readonly currency: string;
  readonly filtersHash: string;
}

export interface ReadEndpoint {
  /** null: always offered. */
  readonly capability: (typeof READ_ENDPOINTS)[number] | 'fx' | null;
  read(context: ReadContext): Answered;
}

export function readContext(sim: Sim, { path, query, id }: { path: string; query: URLSearchParams; id: string }): ReadContext {
  return {
    sim,
    now: sim.clock.now(),
    path,
    id,
    query,
    reader: queryReader(query),
    currency: sim.store.state().settings.currency,
    filtersHash: filtersHash(path, filtersOf(query)),
  };
}
