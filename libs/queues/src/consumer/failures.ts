import { UnrecoverableError } from 'bullmq';
import type { OwnerBotError } from '@ownerbot/runtime';
import { storableText } from '../envelope';
import { JobStalledError } from '../errors';

/** `CODE: message`, as the failed reason of a job. */
function reasonOf(error: OwnerBotError): string {
  return storableText(`${error.code}: ${error.message}`);
}

/** Where it happened, without the text of causes: that may hold what must not be stored. */
function stackOf(error: OwnerBotError): string {
  const origin = error.cause instanceof Error ? error.cause : error;
  const frames = (origin.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  return storableText([reasonOf(error), ...frames].join('\n'));
}

/** Thrown to BullMQ for an attempt that failed: it tries again while attempts are left. */
export class AttemptFailure extends Error {
  constructor(readonly origin: OwnerBotError) {
    super(reasonOf(origin));
    this.stack = stackOf(origin);
  }
}

/** Thrown to BullMQ for a job that must not be tried again. */
export class FinalFailure extends UnrecoverableError {
  constructor(readonly origin: OwnerBotError) {
    super(reasonOf(origin));
    this.stack = stackOf(origin);
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
