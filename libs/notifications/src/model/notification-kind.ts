import type { NotifyKind, NotifySettings } from '@ownerbot/storage';
import type { DecideInput, Decision } from './decision';
import type { FactRead } from './facts';

/**
 * A kind of notification is a value of a domain: what it reads, what it remembers and how it decides. Everything here is pure.
 */
export interface NotificationKind<State extends object = object> {
  readonly kind: NotifyKind;
  /** Of the state's shape. */
  readonly schemaVersion: number;
  initialState(): State;
  /** Checks what is stored, and what is about to be. Throws where it is not a state of this kind: the kind fails, the others go on. */
  readState(stored: unknown): State;
  reads(input: ReadsInput<State>): readonly FactRead[];
  /** What is read besides, once the first facts are there. */
  readonly readsThen?: (input: DecideInput<State>) => readonly FactRead[];
  decide(input: DecideInput<State>): Decision<State>;
}

export interface ReadsInput<State extends object = object> {
  readonly settings: NotifySettings;
  readonly state: State;
  readonly now: Date;
  readonly zone: string;
  readonly slotKey: string;
}

/** A kind whose state only it knows, as a list of several kinds holds it. */
export interface AnyNotificationKind {
  readonly kind: NotifyKind;
  readonly schemaVersion: number;
  readonly initialState: () => object;
  readonly readState: (stored: unknown) => object;
  readonly reads: (input: ReadsInput) => readonly FactRead[];
  readonly readsThen: (input: DecideInput) => readonly FactRead[];
  readonly decide: (input: DecideInput) => Decision;
}

/** Hides the state of a kind: whatever comes in is checked by `readState` first. */
export function anyKind<State extends object>(kind: NotificationKind<State>): AnyNotificationKind {
  return {
    kind: kind.kind,
    schemaVersion: kind.schemaVersion,
    initialState: () => kind.initialState(),
    readState: (stored) => kind.readState(stored),
    reads: (input) => kind.reads({ ...input, state: kind.readState(input.state) }),
    readsThen: (input) => kind.readsThen?.({ ...input, state: kind.readState(input.state) }) ?? [],
    decide: (input) => kind.decide({ ...input, state: kind.readState(input.state) }),
  };
}
