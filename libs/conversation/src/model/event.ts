import type { UpdateFacts } from '@ownerbot/telegram';
import type { AwaitedEvent } from './session';

/** The names under which events stand in the ledger (`updates.event`). A chat can wait twice for one request: for its words, then for its plan. */
export const EVENT_NAMES = ['update', 'heard', 'planned', 'waited', 'waited-planned'] as const;
export type EventName = (typeof EVENT_NAMES)[number];

/** The kind of job that brings an event, without `inbox.`. */
export const jobEventOf = (name: EventName): Exclude<EventName, 'waited-planned'> => (name === 'waited-planned' ? 'waited' : name);

/** The name under which the end of a wait stands, by what was waited for. */
export const waitedName = (awaited: AwaitedEvent): EventName => (awaited === 'planned' ? 'waited-planned' : 'waited');

interface EventBase {
  readonly botId: string;
  /** The update that began the request; an internal event carries the id of its update. */
  readonly updateId: string;
  readonly chatId: string;
  /** Id of the inbox job: `tg-<bot>-<update>`, internal events `tg-<bot>-<update>-<event>`. Effects are numbered after it. */
  readonly jobId: string;
  /** `tg-<bot>-<update>`: one for the whole request. */
  readonly correlationId: string;
}

/** A Telegram update. `facts` is null where its kind is none that the bot reads. */
export interface UpdateEvent extends EventBase {
  readonly name: 'update';
  readonly receivedAt: Date;
  readonly facts: UpdateFacts | null;
}

/** A voice request ended, with a transcript or a reason. */
export interface HeardEvent extends EventBase {
  readonly name: 'heard';
  readonly receivedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The planner answered or failed. */
export interface PlannedEvent extends EventBase {
  readonly name: 'planned';
  readonly receivedAt: Date;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The chat has waited long enough for `awaited` of this update. */
export interface WaitedEvent extends EventBase {
  readonly name: 'waited';
  readonly awaited: AwaitedEvent;
  /** The effect that goes on without the chat, where whoever runs it says so itself. */
  readonly effectId: string | null;
}

/** What can be a request of an owner. */
export type RequestEvent = UpdateEvent | HeardEvent | PlannedEvent;

/** What a turn handles. */
export type TurnEvent = UpdateEvent | HeardEvent | PlannedEvent | WaitedEvent;

export function isEventName(value: string): value is EventName {
  return EVENT_NAMES.some((one) => one === value);
}
