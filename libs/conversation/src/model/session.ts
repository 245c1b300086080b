import { readClarification, type Clarification } from '../clarify/clarification';
import { readFlow, type FlowState } from '../flow/flow-state';
import { readLoosePlans, type LoosePlan } from '../plan/plan-state';
import { readLooseVoices, readOpenWords, type LooseVoice, type OpenWords } from '../voice/voice-state';

/** The version of the session's form; a stored session of another version counts as no state. */
export const SESSION_VERSION = 1;

/** How long a session is kept after the last turn of its chat. */
export const SESSION_TTL_SEC = 30 * 24 * 3600;

/** An internal event that a chat can wait for. */
export type AwaitedEvent = 'heard' | 'planned';

/** The chat waits for an internal event of one of its updates; later updates are held meanwhile. */
export interface Awaits {
  readonly event: AwaitedEvent;
  readonly updateId: string;
  /** ISO instant. */
  readonly since: string;
  /** The effect that brings it, where it is named. */
  readonly effectId?: string;
}

/** What a chat remembers between its turns. JSON; expired state is no state. */
export interface Session {
  readonly version: typeof SESSION_VERSION;
  readonly awaits: Awaits | null;
  /**
   * The message with the chat's panel, named by the effect that last drew it: its Telegram id stands in `messages`. So a panel
   * that is still on its way can be replaced already, and the notifier never writes sessions.
   */
  readonly anchorEffectId: string | null;
  /** The questions of a template that are open; at most one at a time. */
  readonly flow: FlowState | null;
  /** The question that the last text raised, with the requests behind its buttons. */
  readonly clarification: Clarification | null;
  /** Words that were heard and wait for a yes. */
  readonly words: OpenWords | null;
  /** Voice messages that the chat does not wait for. */
  readonly voices: readonly LooseVoice[];
  /** Texts whose plan the chat does not wait for. */
  readonly plans: readonly LoosePlan[];
}

export const emptySession: Session = Object.freeze({ version: SESSION_VERSION, awaits: null, anchorEffectId: null, flow: null, clarification: null, words: null, voices: [], plans: [] });

/** Reads a stored state; anything that is not a session of this version is no state. */
export function readSession(stored: unknown): Session {
  if (typeof stored !== 'object' || stored === null || !('version' in stored) || stored.version !== SESSION_VERSION) return emptySession;
  const awaits = 'awaits' in stored && isAwaits(stored.awaits) ? stored.awaits : null;
  const anchorEffectId = 'anchorEffectId' in stored && typeof stored.anchorEffectId === 'string' ? stored.anchorEffectId : null;
  return {
    version: SESSION_VERSION,
    awaits,
    anchorEffectId,
    flow: 'flow' in stored ? readFlow(stored.flow) : null,
    clarification: 'clarification' in stored ? readClarification(stored.clarification) : null,
    words: 'words' in stored ? readOpenWords(stored.words) : null,
    voices: 'voices' in stored ? readLooseVoices(stored.voices) : [],
    plans: 'plans' in stored ? readLoosePlans(stored.plans) : [],
  };
}

function isAwaits(value: unknown): value is Awaits {
  return (
    typeof value === 'object' &&
    value !== null &&
    'event' in value &&
    (value.event === 'heard' || value.event === 'planned') &&
    'updateId' in value &&
    typeof value.updateId === 'string' &&
    'since' in value &&
    typeof value.since === 'string'
  );
}
