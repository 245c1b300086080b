export type OperationType = 'replay' | 'drain';

export const OPERATION_STATES = ['running', 'paused', 'done', 'cancelled'] as const;
export type OperationState = (typeof OPERATION_STATES)[number];

/** Why a letter is not replayed: its payload was removed by retention or does not fit its kind, it was replayed too often, the schedule comes again by itself, or somebody else acted on it. */
export const SKIP_REASONS = ['payload-gone', 'payload-invalid', 'replayed-too-often', 'comes-by-itself', 'busy', 'closed'] as const;
export type SkipReason = (typeof SKIP_REASONS)[number];

/** `opened`: written in Postgres, not known to be in the queue. `added`: in the queue. The last four are ends. */
export const ITEM_STATES = ['waiting', 'opened', 'added', 'done', 'dead', 'skipped', 'cancelled'] as const;
export type ItemState = (typeof ITEM_STATES)[number];
