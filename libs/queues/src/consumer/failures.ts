import { UnrecoverableError } from 'bullmq';
import type { OwnerBotError } from '@ownerbot/runtime';
import { storableText } from '../envelope';
import { JobStalledError } from '../errors';

/** `CODE: message`, as the failed reason of a job. */
function reasonOf(error: OwnerBotError): string {
  return storableText(`${error.code}: ${error.message}`);
}

/** When and where it happened, without the text of causes: that may hold what must not be stored. */
function stackOf(error: OwnerBotError, at: Date): string {
  const origin = error.cause instanceof Error ? error.cause : error;
  const frames = (origin.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return storableText([`${at.toISOString()} ${reasonOf(error)}`, ...frames].join('\n'));
}

/** Thrown to BullMQ for an attempt that failed: it tries again while attempts are left. */
export class AttemptFailure extends Error {
  constructor(
    readonly origin: OwnerBotError,
    at: Date,
  ) {
    super(reasonOf(origin));
    this.stack = stackOf(origin, at);
  }
}

/** Thrown to BullMQ for a job that must not be tried again. */
export class FinalFailure extends UnrecoverableError {
  constructor(
    readonly origin: OwnerBotError,
    at: Date,
  ) {
    super(reasonOf(origin));
    this.stack = stackOf(origin, at);
  }
}

/** False for failures that BullMQ made up: a job that stalled too often, or whose end the store refused. */
export function isOurs(error: Error): error is AttemptFailure | FinalFailure {
  return error instanceof AttemptFailure || error instanceof FinalFailure;
}

/** The project's error behind what BullMQ reports. */
export function originOf(error: Error): OwnerBotError {
  return isOurs(error) ? error.origin : new JobStalledError();
}

/** Takes a failed reason apart again. */
export function readFailedReason(reason: string): { code: string; message: string } {
  const [, code, message] = /^([A-Z][A-Z0-9_]*): ([\s\S]*)$/.exec(reason) ?? [];
  return code === undefined || message === undefined ? { code: 'JOB_STALLED', message: reason } : { code, message };
}

/** One failed attempt of a job. */
export interface FailedAttempt {
  /** ISO 8601; null where the queue did not say. */
  readonly at: string | null;
  readonly code: string;
  readonly message: string;
  /** Where in the code, innermost first. */
  readonly stack: readonly string[];
}

const FRAMES_KEPT = 20;
const MESSAGE_KEPT = 2_000;

/** The failed reason of a job, of a length that can be kept. */
export function readDeath(reason: string): { code: string; message: string } {
  const { code, message } = readFailedReason(reason);
  return { code, message: message.slice(0, MESSAGE_KEPT) };
}

/** Takes the stack of a failed attempt apart again; one that BullMQ wrote has neither time nor code of ours. */
export function readAttempt(stack: string): FailedAttempt {
  const lines = stack.split('\n');
  const firstFrame = lines.findIndex((line) => line.startsWith('    at '));
  const head = (firstFrame === -1 ? lines : lines.slice(0, firstFrame)).join('\n');
  const frames = firstFrame === -1 ? [] : lines.slice(firstFrame, firstFrame + FRAMES_KEPT).map((line) => line.trim());
  const [, at, reason] = /^(\d{4}-\d\d-\d\dT[\d:.]+Z) ([\s\S]*)$/.exec(head) ?? [];
  return { at: at ?? null, ...readDeath(reason ?? head), stack: frames };
}
