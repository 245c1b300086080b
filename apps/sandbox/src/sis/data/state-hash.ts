import { createHash } from 'node:crypto';
import { omit } from '../omit';
import type { SimState } from './sim-state';

/** SHA-256 in hex over rows, jobs, settings and operations; not over ticks of the rate, which come by themselves. */
export function stateHash(state: SimState): string {
  const rows = { ...omit(state.rows, 'rateSets'), fx: omit(state.rows.fx, 'rate', 'rate_set_id') };
  return createHash('sha256')
    .update(JSON.stringify({ ...state, rows }))
    .digest('hex');
}
