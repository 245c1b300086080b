import { createHash } from 'node:crypto';
import { askedTool, type AskedTool } from '../domain/route';
import { carried, readRequestFacts, type RequestFacts } from '../record/request-facts';

/** How long a choice stands open. */
export const CLARIFICATION_TTL_MS = 15 * 60_000;

/** What a button of a question runs: a complete request, or a template that asks for the rest. */
export type ChosenTarget = ({ readonly type: 'tool' } & AskedTool) | { readonly type: 'template'; readonly templateId: string; readonly slots?: Readonly<Record<string, string>>; readonly as?: 'new' };

export interface ClarificationOption {
  /** As it stands on the button: typed, it is the answer too. */
  readonly label: string;
  readonly target: ChosenTarget;
  /** Of several requests: it was begun. */
  readonly isTaken?: boolean;
}

/** A question that one text raised, with its answers. JSON; part of the session, one at a time. */
export interface Clarification {
  /** Buttons name it. */
  readonly id: string;
  /** Only who asked may answer. */
  readonly ownerId: string;
  readonly options: readonly ClarificationOption[];
  /** How many questions in a row this one is, from 1. */
  readonly round: number;
  /** These are requests that stand beside each other: each may be begun, one after the other. */
  readonly isSeveral?: boolean;
  /** ISO instant. */
  readonly expiresAt: string;
  /** The value that is asked for, where it is one. */
  readonly about?: string;
  /** The request that raised it; absent once it is recorded. */
  readonly request?: RequestFacts;
}

/** Ten characters, made of the event that raises the question, so that a repeated turn makes the same buttons. */
export const clarificationId = (jobId: string): string => createHash('sha256').update(`ask/${jobId}`).digest('base64url').slice(0, 10);

/** Reads a stored question; anything else is none. */
export function readClarification(stored: unknown): Clarification | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { id, ownerId, options, round, expiresAt }: Partial<Record<keyof Clarification, unknown>> = stored;
  if (typeof id !== 'string' || typeof ownerId !== 'string' || typeof round !== 'number' || typeof expiresAt !== 'string' || !Array.isArray(options)) return null;
  const read = options.map(readOption);
  const several = 'isSeveral' in stored && stored.isSeveral === true ? { isSeveral: true } : {};
  const raised = { ...('about' in stored && typeof stored.about === 'string' ? { about: stored.about } : {}), ...('request' in stored ? carried(readRequestFacts(stored.request)) : {}) };
  return read.every((one) => one !== null) ? { id, ownerId, options: read, round, ...several, expiresAt, ...raised } : null;
}

function readOption(stored: unknown): ClarificationOption | null {
  if (typeof stored !== 'object' || stored === null || !('label' in stored) || !('target' in stored) || typeof stored.label !== 'string') return null;
  const target = readTarget(stored.target);
  return target === null ? null : { label: stored.label, target, ...('isTaken' in stored && stored.isTaken === true ? { isTaken: true } : {}) };
}

function readTarget(stored: unknown): ChosenTarget | null {
  if (typeof stored !== 'object' || stored === null || !('type' in stored)) return null;
  if (stored.type === 'tool' && 'tool' in stored && typeof stored.tool === 'string' && 'payload' in stored && typeof stored.payload === 'object' && stored.payload !== null) {
    const presentation = 'presentation' in stored && typeof stored.presentation === 'string' ? { presentation: stored.presentation } : {};
    const previewOnly = 'previewOnly' in stored && stored.previewOnly === true ? { previewOnly: true } : {};
    return { type: 'tool', ...askedTool({ tool: stored.tool, payload: { ...stored.payload }, ...presentation, ...previewOnly }) };
  }
  if (stored.type === 'template' && 'templateId' in stored && typeof stored.templateId === 'string') {
    return { type: 'template', templateId: stored.templateId, ...('slots' in stored ? { slots: textsOf(stored.slots) } : {}) };
  }
  return null;
}

function textsOf(stored: unknown): Record<string, string> {
  const entries = typeof stored === 'object' && stored !== null ? Object.entries(stored) : [];
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'));
}
