import { createHash } from 'node:crypto';
import { canonicalJson } from '../../filters-hash';
import type { ActionPlan, Cell } from './plan';

/**
 * SHA-256 in hex of the target set: the lines `id:field:before` of everything that would change, in order, and the request's
 * parameters. Equal previews of an equal shop have equal hashes; another value in any of these fields gives another one.
 */
export function targetSetHash(plan: ActionPlan): string {
  const cells = [...plan.targets.flatMap((target) => target.cells), ...plan.sideCells];
  const lines = cells.map(lineOf).sort();
  return createHash('sha256')
    .update([...lines, canonicalJson(plan.parameters)].join('\n'))
    .digest('hex');
}

function lineOf({ table, id, field, before }: Cell): string {
  return `${table}/${String(id).padStart(12, '0')}:${field}:${canonicalJson(before)}`;
}
