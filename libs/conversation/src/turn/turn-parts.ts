import type { AccessSettings } from '@ownerbot/access';
import type { Producer } from '@ownerbot/queues';
import type { Clock, Logger } from '@ownerbot/runtime';
import type { Database, TenantSettings } from '@ownerbot/storage';
import type { ActionParts } from '@ownerbot/actions';
import type { ComposedDomains } from '../domain/compose-domains';
import type { StatusFacts } from '../domain/context';
import type { TurnResult } from '../model/decision';
import { PLAN_OFF, type PlanRules } from '../plan/plan-rules';
import { VOICE_OFF, type VoiceRules } from '../voice/voice-rules';
import type { AtCrashPoint } from './crash-points';

/** What turns, answers and the relay are made of. */
export interface ConversationParts {
  readonly db: Database;
  readonly producer: Producer;
  readonly composed: ComposedDomains;
  readonly access: Readonly<AccessSettings>;
  readonly clock: Clock;
  readonly log: Logger;
  /** What the process knows of the system now, in the data mode that the tenant's settings choose; must not block. */
  readonly status: (tenant: TenantSettings) => StatusFacts;
  readonly limits: ConversationLimits;
  /** Absent where no domain has actions: then presses on proposals are out of date. */
  readonly actions?: ActionParts;
  readonly observe: ConversationObserver;
  readonly atCrashPoint: AtCrashPoint;
}

export interface ConversationLimits {
  readonly floodMaxPerMinute: number;
  readonly readRetryDeadlineSec: number;
  /** Absent: voice messages are not heard. */
  readonly voice?: VoiceRules;
  /** Absent: a text that nothing matched is answered with the help. */
  readonly plan?: PlanRules;
}

export const planRulesOf = ({ limits }: Pick<ConversationParts, 'limits'>): PlanRules => limits.plan ?? PLAN_OFF;
export const voiceRulesOf = ({ limits }: Pick<ConversationParts, 'limits'>): VoiceRules => limits.voice ?? VOICE_OFF;

/** What is counted; the process binds it to its metrics. */
export interface ConversationObserver {
  turnTaken(event: string, result: TurnResult | 'held' | 'later' | 'duplicate', ms: number): void;
  relayed(what: 'effect' | 'turn' | 'waited' | 'again' | 'lost' | 'run', count: number): void;
  toolRun(tool: string, outcome: string): void;
  /** An attempt to hear a voice message came to its end. */
  voiceRun?(outcome: string, ms: number): void;
  /** A drawing came to its end: `ok`, or the step at which it failed. */
  drawing?(kind: string, outcome: string, ms: number): void;
  /** A text was given to the planner, or was refused by its limits; `outcome` is `ok`, `reused`, or why there is no answer. */
  planRun?(outcome: string, ms: number): void;
  /** A job became a dead letter. */
  buried(kind: string, code: string): void;
}

export const silentObserver: ConversationObserver = { turnTaken: () => undefined, relayed: () => undefined, toolRun: () => undefined, buried: () => undefined };
