import type { Incident } from '@ownerbot/storage';

export interface IncidentRules {
  /** From first sight to the first message. */
  readonly stage1AfterMs: number;
  readonly repeatEveryMs: number;
  /** 0: never repeated. */
  readonly maxRepeats: number;
  /** A cause that returns within this time of its close is the same incident. */
  readonly reopenMs: number;
  /** Until then nothing is said. */
  readonly snoozedUntil: Date | null;
}

/** What an evaluation found out about one cause. */
export interface CauseFinding {
  readonly cause: string;
  /** Off: its incident ends without a word. */
  readonly isOn: boolean;
  /** Null: not known now. Figures are what a message tells: counts with their windows, ids, titles. */
  readonly found: { readonly holds: boolean; readonly figures: object } | null;
}

/** What an incident keeps beside its columns. */
export interface IncidentFigures {
  readonly [more: string]: unknown;
  /** At first sight. */
  readonly first: object;
  /** At the last known evaluation. */
  readonly now: object;
  /** Where it stood when it closed. */
  readonly former: Incident['state'] | null;
  /** A message was sent since it opened or reopened. */
  readonly isTold: boolean;
}

export function figuresOf({ figures }: Incident): IncidentFigures {
  const { first, now, former, isTold } = figures;
  const state = STATES.find((one) => one === former) ?? null;
  return { first: objectOf(first), now: objectOf(now), former: state, isTold: isTold === true };
}

const STATES = ['watching', 'raised', 'exhausted', 'acknowledged'] as const;
const objectOf = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

export const isOpen = ({ state }: Pick<Incident, 'state'>): boolean => state !== 'closed';

/** When the next message of an incident is due, snooze aside; null: none is to come. */
export function dueOf(incident: Incident, { stage1AfterMs, repeatEveryMs, maxRepeats }: Pick<IncidentRules, 'stage1AfterMs' | 'repeatEveryMs' | 'maxRepeats'>): Date | null {
  const { state, firstSeenAt, lastSentAt, repeats } = incident;
  if (state === 'watching') return new Date(firstSeenAt.getTime() + stage1AfterMs);
  const mayRepeat = (state === 'raised' || state === 'exhausted') && repeats < maxRepeats;
  return mayRepeat ? new Date((lastSentAt ?? firstSeenAt).getTime() + repeatEveryMs) : null;
}
