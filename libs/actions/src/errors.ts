import { OwnerBotError } from '@ownerbot/runtime';

/** Actions and tools do not fit together; the start stops. Code `ACTIONS_INVALID`. */
export class ActionsInvalidError extends OwnerBotError {
  constructor(readonly findings: readonly string[]) {
    super('ACTIONS_INVALID', { message: findings.join('\n'), fields: { findings } });
  }
}

/** A commit was carried on by another worker meanwhile: this one may write nothing any more. Code `LEASE_LOST`. */
export class LeaseLostError extends OwnerBotError {
  constructor(proposalId: string) {
    super('LEASE_LOST', { message: `the lease on proposal ${proposalId} is somebody else's`, fields: { proposalId } });
  }
}

/** A proposal was changed between reading and writing it; the same work done again sees the change. Code `PROPOSAL_MOVED`. */
export class ProposalMovedError extends OwnerBotError {
  constructor(proposalId: string) {
    super('PROPOSAL_MOVED', { message: `proposal ${proposalId} was changed meanwhile`, retry: { afterMs: 50 }, fields: { proposalId } });
  }
}

/** A defect met a commit before anything was sent, and kept meeting it. Code `ACTION_EXCEPTION`. */
export class ActionExceptionError extends OwnerBotError {
  constructor(proposalId: string, step: string, cause: unknown) {
    super('ACTION_EXCEPTION', { message: `the commit of ${proposalId} failed at ${step}`, cause, retry: 'backoff', fields: { proposalId, step } });
  }
}
