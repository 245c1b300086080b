import { SelectionInvalidError, type LetterFilter, type ReplayOptions, type Selection } from '@ownerbot/operations';
import type { LetterFilterInput, ReplayInput, SelectionInput } from '../contract';

/** A filter as addresses and bodies hold it; the schema has looked at its shape. */
export function readFilter({ since, until, ...rest }: LetterFilterInput): LetterFilter {
  return { ...rest, ...(since === undefined ? {} : { since: new Date(since) }), ...(until === undefined ? {} : { until: new Date(until) }) };
}

/** Exactly one of the two, and said: what was forgotten must never mean "all". */
export function readSelection({ ids, filter }: SelectionInput): Selection {
  if ((ids === undefined) === (filter === undefined)) throw new SelectionInvalidError('selection', 'ids or a filter, one of the two');
  return ids === undefined ? { filter: readFilter(filter ?? {}) } : { ids };
}

export function readOptions({ ratePerSec, canary, force }: ReplayInput): ReplayOptions {
  return { ...(ratePerSec === undefined ? {} : { ratePerSec }), ...(canary === undefined ? {} : { canary }), ...(force === undefined ? {} : { force }) };
}
