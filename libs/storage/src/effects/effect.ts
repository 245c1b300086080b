import { storableJson } from '../db/storable';
import type { ChatKey } from '../ledger/ledger-row';

/** Something that must happen, to be written with the decision that causes it. */
export interface NewEffect {
  /** `<job id of the cause>-<n>`; the same cause names the same effect each time. */
  readonly id: string;
  /** 1..999, its number within its cause. */
  readonly n: number;
  /** The kind of the job that it becomes. */
  readonly kind: string;
  /** A message that keeps the order of the chat's answers. */
  readonly gated: boolean;
  /** The complete payload of its job. */
  readonly payload: object;
  readonly laneKey?: string | null;
  readonly delayMs?: number;
}

/** An effect that was written, and whether it may be dispatched now. */
export interface WrittenEffect {
  readonly id: string;
  /** `false`: an earlier answer of the chat stands before it. It goes when that one is out; ask `readyMessages` again after the commit. */
  readonly gateOpen: boolean;
}

/** What whoever dispatches an effect needs to make its job. */
export interface DueEffect extends ChatKey {
  readonly id: string;
  readonly kind: string;
  readonly correlationId: string;
  readonly laneKey: string | null;
  readonly payload: object;
  readonly delayMs: number;
}

/** The effects as one `jsonb` parameter, in the form that `addedEffects` unpacks. */
export function effectsJson(effects: readonly NewEffect[]): string | null {
  return storableJson(
    effects.map((one) => ({ id: one.id, n: one.n, kind: one.kind, gated: one.gated, lane_key: one.laneKey ?? null, delay_ms: one.delayMs ?? 0, payload: one.payload })),
  );
}
