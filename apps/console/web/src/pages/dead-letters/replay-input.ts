import type { ReplayInput } from '../../../../src/contract';
import type { Chosen } from './chosen';

/** The fields of the dialog; a number field may be empty or hold text while it is typed into. */
export interface ReplayFields {
  readonly rate: number | string;
  readonly isCanary: boolean;
  readonly first: number | string;
  readonly maxDead: number | string;
  readonly force: boolean;
}

export const REPLAY_DEFAULTS: ReplayFields = { rate: 10, isCanary: true, first: 5, maxDead: 1, force: false };

/** Null while a number is missing. Its range is the server's to judge. */
export function replayInput({ selection }: Chosen, fields: ReplayFields): ReplayInput | null {
  const { rate, isCanary, first, maxDead, force } = fields;
  const numbers = isCanary ? [rate, first, maxDead] : [rate];
  if (numbers.some((one) => typeof one !== 'number')) return null;
  return { ...selection, ratePerSec: Number(rate), canary: isCanary ? { first: Number(first), maxDead: Number(maxDead) } : null, force };
}
