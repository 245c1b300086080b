import type { Locale } from '@ownerbot/messages';
import type { ChatActions } from '@ownerbot/storage';
import type { SoundFacts } from '@ownerbot/telegram';
import type { ProposalFacts } from '../actions/decide-proposal';
import type { DeadRequest } from '../dead/retry-dead';
import type { StatusFacts, TenantFacts } from '../domain/context';
import type { AskedTool } from '../domain/route';
import type { RequestFacts } from '../record/request-facts';

/** The owner's own settings; null: the tenant's hold. */
export interface OwnerFacts {
  readonly locale: Locale | null;
  readonly timezone: string | null;
  /** All fields as they are stored; absent where nothing is. */
  readonly stored?: Readonly<Record<string, unknown>>;
}

/** A tool run that a button names by its effect (`retry:`, `drop:`). */
export interface NamedRun extends AskedTool {
  readonly effectId: string;
  readonly chatId: string;
  readonly isFinished: boolean;
  /** The request that it answers, where it is one of its own. */
  readonly request?: RequestFacts;
}

/** A voice message that a button names by the effect that hears it. */
export interface NamedVoice {
  readonly effectId: string;
  readonly chatId: string;
  readonly updateId: string;
  readonly sound: SoundFacts;
  readonly caption: string | null;
  readonly messageId: string | null;
  readonly isForwarded: boolean;
  /** When it came. */
  readonly requestedAt: Date;
  readonly isFinished: boolean;
}

/** A text that is being planned, named by a button. */
export interface NamedPlan {
  readonly effectId: string;
  readonly chatId: string;
  readonly updateId: string;
  readonly isFinished: boolean;
}

/** What was read for a decision before it is made; `decide` itself reads nothing. */
export interface TurnFacts {
  readonly tenant: TenantFacts;
  readonly owner: OwnerFacts;
  readonly status: StatusFacts;
  /** Updates of this sender that were acted upon in the minute before this one was received. */
  readonly updatesInMinute: number;
  /** The update was held and takes its turn now: its flood check is behind it. */
  readonly wasHeld: boolean;
  /** By key; what has expired is absent. */
  readonly kept: Readonly<Record<string, unknown>>;
  /** The changes of the chat; absent where nobody asked. */
  readonly actions?: ChatActions;
  /** Of the run that a `retry:` or `drop:` press names; null when there is none. */
  readonly namedRun: NamedRun | null;
  /** Of the voice message that a `retry:`, `drop:` or `voice:retry:` press names; absent or null when there is none. */
  readonly namedVoice?: NamedVoice | null;
  /** Of the plan that a `drop:` press names; absent or null when there is none. */
  readonly namedPlan?: NamedPlan | null;
  /** Other voice messages of the chat that are being made text; absent where nobody asked. */
  readonly voicesInWork?: number;
  /** Of the dead request that a `retry:` press names; absent or null when there is none. */
  readonly deadRequest?: DeadRequest | null;
  /** Of the proposal that the event touches, locked; absent where it touches none. */
  readonly proposal?: ProposalFacts | null;
}
