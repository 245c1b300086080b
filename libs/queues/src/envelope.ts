import { JobKindUnknownError, PayloadInvalidError, PayloadNewerError } from './errors';
import { isJobKind, JOB_KINDS, type JobKind } from './job-kinds';
import type { JobRequest } from './job';
import { checkPayload } from './payloads/check-payload';

/** What a job holds in its store. */
export interface Envelope {
  /** Version of the payload's shape. */
  readonly v: number;
  readonly kind: string;
  readonly correlationId: string;
  readonly enqueuedAt: string;
  readonly payload?: unknown;
  /** The payload as JSON text, where the store could not hold it as JSON. */
  readonly packed?: string;
}

/** Postgres' jsonb takes neither U+0000 nor half of a surrogate pair; JSON text writes both as these escapes. */
const UNSTORABLE = /\\u0000|\\ud[89ab][0-9a-f]{2}|\\ud[c-f][0-9a-f]{2}/;

/**
 * @param holdsAnyText whether the store keeps every text that JSON can write; then nobody need look for what it does not.
 * @throws PayloadInvalidError
 */
export function sealEnvelope(job: JobRequest, now: Date, holdsAnyText = false): Envelope {
  const spec = JOB_KINDS[job.kind];
  const payload = checkPayload<object>(job.kind, spec.payload, job.payload);
  const head = { v: spec.version, kind: job.kind, correlationId: job.correlationId, enqueuedAt: now.toISOString() };
  if (holdsAnyText) return { ...head, payload };
  const text = JSON.stringify(payload);
  return UNSTORABLE.test(text) ? { ...head, packed: text } : { ...head, payload };
}

export type OpenedEnvelope = { readonly kind: JobRequest['kind']; readonly payload: object; readonly correlationId: string; readonly enqueuedAt: string };

/** @throws PayloadInvalidError (also for a version that this program does not read), PayloadNewerError (that of the next release), JobKindUnknownError */
export function openEnvelope(data: unknown): OpenedEnvelope {
  const envelope = looseEnvelope(data);
  const { kind } = envelope;
  if (!isJobKind(kind)) throw new JobKindUnknownError(kind);
  const spec = JOB_KINDS[kind];
  checkVersion(kind, envelope.v);
  return { kind, payload: checkPayload<object>(kind, spec.payload, payloadOf(envelope)), correlationId: envelope.correlationId, enqueuedAt: envelope.enqueuedAt };
}

function checkVersion(kind: JobKind, found: number): void {
  const { version, readsFrom = version } = JOB_KINDS[kind];
  if (found >= readsFrom && found <= version) return;
  const reads = readsFrom === version ? String(version) : `${readsFrom} to ${version}`;
  throw new (found === version + 1 ? PayloadNewerError : PayloadInvalidError)(kind, 'v', `is version ${found}, this program reads ${reads}`);
}

/** The parts of an envelope as far as they can be read; for jobs that are dead and may hold anything. */
export function looseEnvelope(data: unknown): Envelope {
  const raw: Readonly<Record<string, unknown>> = typeof data === 'object' && data !== null ? { ...data } : {};
  const text = (value: unknown): string => (typeof value === 'string' ? value : '');
  return {
    v: typeof raw['v'] === 'number' ? raw['v'] : 0,
    kind: text(raw['kind']),
    correlationId: text(raw['correlationId']),
    enqueuedAt: text(raw['enqueuedAt']),
    payload: raw['payload'],
    ...(typeof raw['packed'] === 'string' ? { packed: raw['packed'] } : {}),
  };
}

export function payloadOf(envelope: Envelope): unknown {
  if (envelope.packed === undefined) return envelope.payload;
  try {
    return JSON.parse(envelope.packed);
  } catch {
    return undefined;
  }
}

/** Text that every store takes: without U+0000 and halves of surrogate pairs. */
export function storableText(text: string): string {
  return text.replaceAll('\u0000', '\ufffd').replace(/\p{Surrogate}/gu, '\ufffd');
}
