import { messageOf, OwnerBotError } from '@ownerbot/runtime';

/** The domains contradict each other or leave something out; the start stops. Code `DOMAINS_INVALID`. */
export class DomainsInvalidError extends OwnerBotError {
  constructor(readonly findings: readonly string[]) {
    super('DOMAINS_INVALID', { message: findings.join('\n'), fields: { findings } });
  }
}

/** A route or a job names something that no domain has. Code `DOMAIN_GAP`. */
export class DomainGapError extends OwnerBotError {
  constructor(what: string, name: string) {
    super('DOMAIN_GAP', { message: `no domain has the ${what} ${JSON.stringify(name)}`, fields: { what, name } });
  }
}

/** The turn's commit found that the chat's session was changed by somebody else; the turn runs again. Code `TURN_CONFLICT`. */
export class TurnConflictError extends OwnerBotError {
  constructor(jobId: string) {
    super('TURN_CONFLICT', { message: `the session changed under the turn of ${jobId}`, retry: { afterMs: 50 }, fields: { jobId } });
  }
}

/** Deciding an event failed: a defect of ours that no repetition cures. Code `DECISION_FAILED`. */
export class DecisionFailedError extends OwnerBotError {
  constructor(jobId: string, cause: unknown) {
    super('DECISION_FAILED', { message: `deciding ${jobId} failed: ${messageOf(cause)}`, cause, fields: { jobId } });
  }
}

/** A kept request was not answered until its deadline. Code `UPSTREAM_UNAVAILABLE`. */
export class RequestExpiredError extends OwnerBotError {
  constructor(effectId: string, lastCode: string) {
    super('UPSTREAM_UNAVAILABLE', { message: `${effectId} was kept until its deadline; the last attempt ended with ${lastCode}`, fields: { effectId, lastCode } });
  }
}

/** A file is larger than Telegram takes. Code `ARTIFACT_TOO_LARGE`. */
export class ArtifactTooLargeError extends OwnerBotError {
  constructor(sizeBytes: number, limitBytes: number) {
    super('ARTIFACT_TOO_LARGE', { message: `the file has ${sizeBytes} bytes, and Telegram takes ${limitBytes}`, fields: { sizeBytes, limitBytes } });
  }
}

/** A tool run's deadline passed long ago and nobody answered it: its job is lost. Code `RUN_LOST`. */
export class OverdueRunError extends OwnerBotError {
  constructor(effectId: string) {
    super('RUN_LOST', { message: `nobody answered ${effectId} although its deadline is long past`, fields: { effectId } });
  }
}
