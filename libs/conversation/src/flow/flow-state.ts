import { createHash } from 'node:crypto';
import type { RouteSource } from '../domain/context';
import { carried, readRequestFacts, type RequestFacts } from '../record/request-facts';

/** How long a question waits for its answer. */
export const FLOW_TTL_MS = 15 * 60_000;

/** The questions that are open in a chat. JSON; part of the session, one at a time. */
export interface FlowState {
  /** 10 base-32 characters; buttons name it. */
  readonly flowId: string;
  readonly templateId: string;
  readonly catalogueVersion: string;
  /** Number of the step that is asked now. */
  readonly step: number;
  /** By the number of the step. A skipped one is listed in `asked` alone. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Steps that were asked and are answered or skipped, in order: the way back. */
  readonly asked: readonly number[];
  readonly source: RouteSource;
  /** Only who began may answer. */
  readonly ownerId: string;
  /** Answers in a row that did not fit. */
  readonly attempts: number;
  readonly lastRejectedText: string | null;
  /** ISO instant. */
  readonly expiresAt: string;
  /** The slot of the step that is asked now. */
  readonly asking?: string;
  /** The request that asks these questions; absent once it is recorded. */
  readonly request?: RequestFacts;
}

const BASE32 = 'abcdefghijklmnopqrstuvwxyz234567';

/** Ten base-32 characters, made of the event that begins the flow, so that a repeated turn makes the same buttons. */
export function flowIdOf(jobId: string): string {
  return [...createHash('sha256').update(`flow/${jobId}`).digest().subarray(0, 10)].map((byte) => BASE32.charAt(byte % 32)).join('');
}

export function isExpired(flow: FlowState, now: Date): boolean {
  return Date.parse(flow.expiresAt) <= now.getTime();
}

/** The same flow with a life of 15 minutes from now. */
export function touched(flow: FlowState, now: Date): FlowState {
  return { ...flow, expiresAt: new Date(now.getTime() + FLOW_TTL_MS).toISOString() };
}

/** Reads a stored flow; anything else is none. */
export function readFlow(stored: unknown): FlowState | null {
  if (typeof stored !== 'object' || stored === null) return null;
  const { flowId, templateId, catalogueVersion, step, values, asked, source, ownerId, attempts, lastRejectedText, expiresAt, asking, request }: Partial<Record<keyof FlowState, unknown>> = stored;
  const texts = { flowId, templateId, catalogueVersion, ownerId, expiresAt };
  if (!isTexts(texts) || typeof step !== 'number' || typeof attempts !== 'number' || !isSource(source)) return null;
  if (typeof values !== 'object' || values === null || !Array.isArray(asked)) return null;
  return {
    ...texts,
    step,
    values: { ...values },
    asked: asked.filter((one): one is number => typeof one === 'number'),
    source,
    attempts,
    lastRejectedText: typeof lastRejectedText === 'string' ? lastRejectedText : null,
    ...(typeof asking === 'string' ? { asking } : {}),
    ...carried(readRequestFacts(request)),
  };
}

function isTexts<K extends string>(fields: Readonly<Record<K, unknown>>): fields is Readonly<Record<K, string>> {
  return Object.values(fields).every((one) => typeof one === 'string');
}

function isSource(value: unknown): value is RouteSource {
  return value === 'command' || value === 'text' || value === 'template' || value === 'voice' || value === 'llm';
}
