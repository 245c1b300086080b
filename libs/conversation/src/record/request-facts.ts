import type { RouteSource } from '../domain/context';

export const REQUEST_INPUTS = ['button', 'command', 'text', 'voice'] as const;
export type RequestInput = (typeof REQUEST_INPUTS)[number];

/** What is known of a request before it has ended. JSON: it lies in the session while a question is open, and in the job of its run. */
export interface RequestFacts {
  /** Of the update that began it. */
  readonly id: string;
  readonly input: RequestInput;
  readonly source: RouteSource;
  /** How its words were understood (docs/understanding.md), 2..10; null: a button needs no understanding. */
  readonly stage: number | null;
  readonly templateId: string | null;
  /** How sure that was, 0..1. */
  readonly confidence: number;
  readonly textLength: number;
  /** When its last step came, ISO instant: a person who thinks over a question is not counted as waiting. */
  readonly receivedAt: string;
  /** What its earlier reads have come to, where one request asks for several. */
  readonly soFar?: EarlierRuns;
}

export interface EarlierRuns {
  readonly errorCode: string | null;
  readonly warnings: readonly string[];
  readonly isPartial: boolean;
  readonly artifacts: number;
}

/** Reads stored facts; anything else is none, and then nothing is recorded. */
export function readRequestFacts(stored: unknown): RequestFacts | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { id, input, source, stage, templateId, confidence, textLength, receivedAt, soFar }: Partial<Record<keyof RequestFacts, unknown>> = stored;
  const known = REQUEST_INPUTS.find((one) => one === input);
  if (typeof id !== 'string' || known === undefined || typeof source !== 'string' || typeof confidence !== 'number' || typeof textLength !== 'number' || typeof receivedAt !== 'string') return null;
  return {
    id,
    input: known,
    source: source as RouteSource,
    stage: typeof stage === 'number' ? stage : null,
    templateId: typeof templateId === 'string' ? templateId : null,
    confidence,
    textLength,
    receivedAt,
    ...(typeof soFar === 'object' && soFar !== null ? { soFar: readSoFar({ ...soFar }) } : {}),
  };
}

function readSoFar({ errorCode, warnings, isPartial, artifacts }: Partial<Record<keyof EarlierRuns, unknown>>): EarlierRuns {
  return {
    errorCode: typeof errorCode === 'string' ? errorCode : null,
    warnings: Array.isArray(warnings) ? warnings.filter((one): one is string => typeof one === 'string') : [],
    isPartial: isPartial === true,
    artifacts: typeof artifacts === 'number' ? artifacts : 0,
  };
}

/** The facts as something that a session or a job can hold; nothing where there are none. */
export function carried(request: RequestFacts | null | undefined): { readonly request?: RequestFacts } {
  return request === null || request === undefined ? {} : { request };
}

/** A later step of a request that waited for its owner: from here on he waits for us. */
export const resumed = (facts: RequestFacts, receivedAt: Date): RequestFacts => ({ ...facts, receivedAt: receivedAt.toISOString() });

/** A question whose request is recorded, or goes on elsewhere. */
export function withoutRequest<Q extends { request?: RequestFacts }>(question: Q): Q {
  const rest = { ...question };
  delete rest.request;
  return rest;
}
