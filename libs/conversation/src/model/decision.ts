import type { SoundFacts } from '@ownerbot/telegram';
import type { ProposalStep } from '../actions/decide-proposal';
import type { RouteSource } from '../domain/context';
import type { Change } from '../domain/domain';
import type { AskedTool } from '../domain/route';
import type { AdviceQuality } from '../record/outcome';
import type { RequestFacts } from '../record/request-facts';
import type { AuditNote } from './audit-note';
import type { BegunPlan } from '../plans/decide-plan';
import type { MessageBody } from './message';
import type { KeptValue } from './reply';
import type { Session } from './session';

/** What became of an update, as the ledger records it. */
export type TurnResult = 'answered' | 'refused' | 'ignored' | 'denied' | 'flooded' | 'dropped';

/** Runs a tool. */
export type ToolIntent = AskedTool & {
  readonly type: 'tool';
  readonly source: RouteSource | 'plan';
  /** The owner's message that the answer belongs to. */
  readonly replyToMessageId: string | null;
  /** The answer takes the place of that message. */
  readonly redraws?: boolean;
  /** The effect that has shown a message of this request before: what is said next takes its place. */
  readonly continues?: string | null;
  /** The words that asked for it, where they were spoken. */
  readonly heard?: string;
  /** What was understood of words that were not all understood. */
  readonly understood?: string;
  /** How the request came that the run's answer ends; absent where it is none of its own. */
  readonly request?: RequestFacts;
};

/**
 * What must happen next. Their place in the list is their number: effect n of an event has the id `<job id>-<n>`.
 * `answer`: a message that keeps the order of the requests. `aside`: leaves at once (acknowledgements, removed keyboards).
 */
export type EffectIntent =
  | { readonly type: 'answer'; readonly message: MessageBody }
  | { readonly type: 'aside'; readonly message: MessageBody }
  | ToolIntent
  /** Makes a sound text. */
  | {
      readonly type: 'transcribe';
      readonly sound: SoundFacts;
      readonly caption: string | null;
      readonly messageId: string | null;
      readonly isForwarded: boolean;
      /** When the sound came. */
      readonly requestedAt: Date;
      /** When it was asked for; from then on it is kept while the transcriber is away. */
      readonly receivedAt: Date;
      /** Its words are asked before they run, however sure. */
      readonly isLate: boolean;
    }
  /** Asks a language model what a text means. */
  | {
      readonly type: 'plan';
      readonly text: string;
      /** Where the words were spoken: how sure they are. */
      readonly heard: { readonly confidence: number | null } | null;
      readonly isForwarded: boolean;
      readonly messageId: string | null;
      /** The effect that has shown a message of this request before: what is said next takes its place. */
      readonly continues: string | null;
      /** The read that was answered last; names alone. */
      readonly lastRead: { readonly tool: string; readonly period: string | null } | null;
      /** Whatever it plans is only offered. */
      readonly isLate: boolean;
    }
  /** Carries a confirmed proposal out, or looks at one whose outcome is open. */
  | { readonly type: 'commit'; readonly proposalId: string; readonly reason: 'commit' | 'check' };

/** The outcome of `decide`: everything that one transaction writes. */
export interface Decision {
  readonly session: Session;
  readonly effects: readonly EffectIntent[];
  readonly result: TurnResult;
  /** Whether the event is a request whose first message later requests must wait for. */
  readonly awaitsAnswer: boolean;
  readonly audit: readonly AuditNote[];
  readonly keep: readonly KeptValue[];
  readonly changes: readonly Change[];
  /** Kept tool runs, transcriptions and plans that end now without an answer of their own: dropped, or replaced by a fresh run. */
  readonly ended: readonly string[];
  /** What becomes of a proposal, in the same transaction. */
  readonly step?: ProposalStep | null;
  /** A plan that begins, in the same transaction. */
  readonly plan?: BegunPlan;
  /** What the answer says of itself, where it is advice. */
  readonly advice?: AdviceQuality;
  /** Ids of open requests that this decision carries on as requests of its own. */
  readonly resolved?: readonly string[];
}
