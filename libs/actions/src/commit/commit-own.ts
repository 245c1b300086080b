import { beginAttempt, finishAttempt, lockProposal, type Db, type NewAuditEvent } from '@ownerbot/storage';
import { done, type Outcome } from '@ownerbot/queues';
import { actionEvent } from '../audit';
import { LeaseLostError } from '../errors';
import type { ActionResult } from '../model/action-definition';
import { ownRefusal, type Refusal } from '../port/refusal';
import { brokenSeal } from './check-seals';
import { committed, failed, refused } from './outcomes';
import { deadlineOf, type CommitWork } from './work';
import { dispatchChange, readyChange, settle, writeChange } from './write-change';

export interface OwnOutcome {
  readonly result: ActionResult;
  readonly warnings: readonly { readonly code: string; readonly message?: string }[];
}

/** Changes of our own database: the change, its attempt and its outcome are one transaction, so nothing is ever uncertain. */
export async function commitOwn(work: CommitWork, change: (tx: Db) => Promise<OwnOutcome>): Promise<Outcome> {
  const { parts, proposal } = work;
  const refusal = checked(work);
  if (refusal !== null) {
    await settle(work, refusal);
    return done();
  }
  await parts.atCrashPoint('C2.checked');
  await parts.atCrashPoint('C4.begun');
  const refusedWith = await applyAndSettle(work, change);
  if (refusedWith !== null) {
    parts.log.info('action_refused', { proposalId: proposal.proposalId, code: refusedWith.code, reason: refusedWith.reason });
    await settle(work, refused(work, refusedWith, { by: 'commit', foundOut: null, attempts: 1 }), (tx) => attempted(work, tx, 'refused', refusedWith.code));
  }
  return done();
}

/** C2. Null: it may be done. */
export function checked(work: CommitWork): ReturnType<typeof failed> | null {
  const { parts, proposal } = work;
  const plain = { by: 'commit', foundOut: null, attempts: 0 } as const;
  const broken = brokenSeal(parts, proposal);
  if (broken !== null) return failed(work, { ...plain, code: 'PAYLOAD_TAMPERED', reason: 'tampered', audit: [broken] });
  if (parts.clock.now() >= deadlineOf(proposal)) return failed(work, { ...plain, code: 'UPSTREAM_UNAVAILABLE', reason: 'deadline' });
  if (proposal.forceRequired && proposal.forced !== true) {
    return failed(work, { ...plain, code: 'ACTION_CONFLICT', reason: 'FORCE_REQUIRED', details: { force_reasons: proposal.forceReasons } });
  }
  if (parts.registry.find(proposal.tool, proposal.toolVersion) === null) return failed(work, { ...plain, code: 'NOT_IMPLEMENTED', reason: 'tool_gone' });
  return null;
}

/** Null: done. A refusal comes before anything is written; it is rolled back with all the rest and told in a transaction of its own. */
async function applyAndSettle(work: CommitWork, change: (tx: Db) => Promise<OwnOutcome>): Promise<Refusal | null> {
  const { parts, proposal, leaseOwner } = work;
  try {
    const applied = await parts.db.transaction(async (tx) => {
      const held = await lockProposal(tx, proposal.proposalId);
      if (held?.leaseOwner !== leaseOwner || held.stateVersion !== proposal.stateVersion) throw new LeaseLostError(proposal.proposalId);
      const { result, warnings } = await change(tx);
      await attempted(work, tx, 'ok', null);
      const ready = await readyChange(parts, proposal, committed(work, { result, warnings, by: 'commit', foundOut: null, attempts: 1 }), parts.clock.now());
      await parts.atCrashPoint('C6.before');
      const moved = await writeChange(tx, proposal, ready, leaseOwner);
      if (!moved.moved) throw new LeaseLostError(proposal.proposalId);
      return { ready, moved };
    });
    await parts.atCrashPoint('C6.written');
    await dispatchChange(parts, applied.ready, applied.moved);
    return null;
  } catch (error) {
    const refusal = ownRefusal(error);
    if (refusal === null) throw error;
    return refusal;
  }
}

async function attempted({ parts, proposal, leaseOwner }: CommitWork, tx: Db, outcome: 'ok' | 'refused', errorKind: string | null): Promise<void> {
  const at = parts.clock.now();
  const n = await beginAttempt(tx, { proposalId: proposal.proposalId, leaseOwner, at });
  if (n === null) throw new LeaseLostError(proposal.proposalId);
  await finishAttempt(tx, { proposalId: proposal.proposalId, leaseOwner, n, outcome, httpStatus: null, errorKind, at, audit: [attemptEvent({ proposal }, { n, outcome, errorKind, httpStatus: null, durationMs: null, replay: false })] });
}

export interface AttemptFacts {
  readonly n: number;
  readonly outcome: string;
  readonly httpStatus: number | null;
  readonly errorKind: string | null;
  readonly durationMs: number | null;
  readonly replay: boolean;
}

export function attemptEvent({ proposal }: Pick<CommitWork, 'proposal'>, { n, outcome, httpStatus, errorKind, durationMs, replay }: AttemptFacts): NewAuditEvent {
  return actionEvent(proposal, 'action_attempt', {
    n,
    method: proposal.applyMethod,
    path: proposal.applyPath,
    outcome,
    http_status: httpStatus,
    error_kind: errorKind,
    duration_ms: durationMs,
    replay,
  });
}
