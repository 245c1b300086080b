import type { DraftStep, PlanPlace } from '@ownerbot/actions';
import type { ClarificationOption } from '../clarify/clarification';
import type { KeptValue, Reply, ReplyButton } from '../model/reply';
import type { Change } from './domain';

/**
 * What one text, command or press means: exactly one of these.
 * `changes` and `keep` are written in the turn's transaction, together with the effects.
 */
export type Route = (PlainTarget | TemplateTarget | QuestionTarget | PlanTarget) & Written;

/** A route that leads somewhere at once, without the questions of a template. */
export type PlainRoute = PlainTarget & Written;

/** How a text was understood. */
export interface Routed {
  /** Its place among the ways (docs/understanding.md), 2..10. */
  readonly stage: number;
  /** 0..1 */
  readonly confidence: number;
  /** The template whose phrase it fits. */
  readonly templateId?: string | null;
}

interface Written {
  /** For the record of the request; absent: by a rule that knows no doubt. */
  readonly routed?: Routed;
  readonly changes?: readonly Change[];
  readonly keep?: readonly KeptValue[];
}

/** Runs a template; `slots`: words of the request by the slot of the step that they answer, in the owner's writing. */
export interface TemplateTarget {
  readonly type: 'template';
  readonly templateId: string;
  readonly slots?: Readonly<Record<string, string>>;
  /** Where a press asks its first question: by default in the pressed message; `new` leaves that one as it is. */
  readonly as?: 'new';
}

/** Several steps of which one at most changes something: reads run at once, the change is previewed with what follows it. */
export interface PlanTarget {
  readonly type: 'plan';
  readonly steps: readonly DraftStep[];
}

/** One question with 1 to 4 complete requests to choose from; kept in the session until one is chosen, or dropped, or a new request comes. */
export interface QuestionTarget {
  readonly type: 'question';
  readonly html: string;
  readonly options: readonly ClarificationOption[];
  /** The options stand beside each other: those that were not chosen stay. */
  readonly isSeveral?: boolean;
  /** The value that it asks for, where it asks for one. */
  readonly about?: string;
  /** Beside the button that drops the question. */
  readonly buttons?: readonly ReplyButton[];
}

/** A tool with its payload and the way its answer is shown: all that a request is made of. */
export interface AskedTool {
  readonly tool: string;
  /** What the tool's schema checks. */
  readonly payload: Readonly<Record<string, unknown>>;
  /** Kind of presentation, where the tool can be shown in several; its presenter knows it by {@link RunFacts.presentation}. */
  readonly presentation?: string;
  /** Of an action: the preview is shown without buttons, and no proposal is stored. */
  readonly previewOnly?: boolean;
  /** Goes on with the answer that was pressed, and takes its place: what its presenter must know of it. JSON. */
  readonly follows?: Readonly<Record<string, unknown>>;
  /** Of a read: what runs after it, one after the other, each with an answer of its own; a failed one lets the next go on, a dropped one does not. */
  readonly then?: readonly AskedTool[];
  /** The plan that it previews the change of. */
  readonly plan?: PlanPlace;
}

export interface ToolTarget extends AskedTool {
  readonly type: 'tool';
  /** What was understood of words that were not all understood, plain text: the answer begins with it. */
  readonly understood?: string;
  /** Message key of the short text on a press. */
  readonly ackKey?: string;
}

export type PlainTarget =
  /** Runs a tool as a job; its presenter writes the answer. */
  | ToolTarget
  /** Shows a panel: `new` sends a new anchor, `edit` redraws the pressed message (a text request always sends a new one). */
  | { readonly type: 'panel'; readonly panel: string; readonly as: 'new' | 'edit' }
  /** A ready answer: `new` (default) as a message of its own, `edit` redraws the pressed message. */
  | { readonly type: 'reply'; readonly reply: Reply; readonly as?: 'new' | 'edit' }
  /** Deletes the pressed message; a text request cannot close anything and gets the help. */
  | { readonly type: 'close' }
  /** The request is understood and refused; `reason` is the stable code for the audit (e.g. `VALIDATION_ERROR`), `reply` says why and gives an example. */
  | { readonly type: 'refusal'; readonly reason: string; readonly reply: Reply; /** What was asked for, where it has a name (`not_offered.<id>`). */ readonly kind?: string }
  /** A short text on a press that changes nothing; for a message an answer. Plain text, at most 200 characters. */
  | { readonly type: 'notice'; readonly text: string }
  /** The help of the domain. */
  | { readonly type: 'help' }
  /** The button is malformed or no longer valid: the alert "this button is out of date". */
  | { readonly type: 'outdated' };

/** The request of a target, without what belongs to the press or the row that carries it. */
export function askedTool({ tool, payload, presentation, previewOnly, follows, then = [], plan }: AskedTool): AskedTool {
  return {
    tool,
    payload,
    ...(presentation === undefined ? {} : { presentation }),
    ...(previewOnly === true ? { previewOnly } : {}),
    ...(follows === undefined ? {} : { follows }),
    ...(then.length === 0 ? {} : { then }),
    ...(plan === undefined ? {} : { plan }),
  };
}

/** What a stored request says of the reads that come after it. */
export function asksOf(stored: unknown): AskedTool[] {
  return Array.isArray(stored) ? stored.flatMap((one: unknown) => (isAsked(one) ? [one] : [])) : [];
}

function isAsked(value: unknown): value is AskedTool {
  return typeof value === 'object' && value !== null && 'tool' in value && typeof value.tool === 'string' && 'payload' in value && typeof value.payload === 'object' && value.payload !== null;
}
