import { dead, done, interrupted, later, QueueUnavailableError, type Handler, type JobContext, type Outcome } from '@ownerbot/queues';
import { messageOf } from '@ownerbot/runtime';
import { ShopError, type ShopCall, type ShopMode } from '@ownerbot/shop';
import { finishEffect, moveProposal, readAttempts, readProposal, StoreUnavailableError, type Proposal } from '@ownerbot/storage';
import { actionEvent } from '../audit';
import { ActionExceptionError, LeaseLostError, ProposalMovedError } from '../errors';
import type { Execution } from '../model/action-definition';
import type { ActionParts } from '../parts';
import type { ApplyPort } from '../port/apply-port';
import { commitOwn } from './commit-own';
import { commitRemote } from './commit-remote';
import { commitTeam } from './commit-team';
import { gatherEvidence } from './gather-evidence';
import { keepLease } from './keep-lease';
import { lookAfterOwner } from './look-after-owner';
import { failed, handedBack } from './outcomes';
import { resendDelayMs } from './schedule';
import { takeLease } from './take-lease';
import { bodyOf, deadlineOf, isOwnJob, shopCallOf, type CommitWork } from './work';
import { dispatchChange, readyChange, settle, writeChange } from './write-change';
import { settleFollowUps } from '../plans/settle-delivery';

const TAKEN_WAIT_MS = 5_000;

/**
 * The handler of `action.commit`. Every step begins from the database, so it may be run
 * twice, killed anywhere and run late; the lease makes sure that one worker at a time carries a proposal on.
 */
export function createCommits(parts: ActionParts): Handler<'action.commit'> {
  return async (job) => {
    try {
      const outcome = await commit(parts, job);
      // Its row has no other end; whatever is still to come is found by the sweep.
      if (outcome.type === 'done') await finishEffect(parts.db, { effectId: `commit-${job.payload.proposalId}`, at: parts.clock.now() });
      return outcome;
    } catch (error) {
      if (error instanceof StoreUnavailableError || error instanceof QueueUnavailableError) return interrupted(error.message);
      // Whoever has the lease now, or changed the row, goes on with it; what was left is found by the sweep.
      if (error instanceof LeaseLostError || error instanceof ProposalMovedError) {
        job.log.warn('commit_let_go', { proposalId: job.payload.proposalId, code: error.code });
        return done();
      }
      throw error;
    }
  };
}

async function commit(parts: ActionParts, job: JobContext<'action.commit'>): Promise<Outcome> {
  const { proposalId, reason } = job.payload;
  const leaseOwner = parts.ids.leaseOwner();
  const lease = await takeLease(parts, { proposalId, owner: leaseOwner, reason, jobAttempt: job.attempt });
  switch (lease.type) {
    case 'nothing-to-do':
      if (reason === 'team') await settleFollowUps(parts, proposalId);
      if (reason === 'replay' && lease.proposal?.state === 'failed') await previewAgain(parts, lease.proposal);
      return done();
    case 'taken':
      return reason === 'check' || reason === 'team' ? later(TAKEN_WAIT_MS, 'another worker is at it') : done();
    case 'early':
      return isOwnJob(reason) ? later(Math.max(0, lease.at.getTime() - parts.clock.now().getTime()), 'the next look is later') : done();
    case 'held':
      return carryOnHeld(parts, job, leaseOwner, lease.proposal);
  }
}

/** What failed for good is not committed again: the owner gets a fresh preview, unless there is one already. */
async function previewAgain(parts: ActionParts, proposal: Proposal): Promise<void> {
  const ready = await readyChange(parts, proposal, { patch: {}, audit: [], tell: null, freshPreview: true }, parts.clock.now());
  const moved = await writeChange(parts.db, proposal, ready);
  if (moved.moved) await dispatchChange(parts, ready, moved);
}

async function carryOnHeld(parts: ActionParts, job: JobContext<'action.commit'>, leaseOwner: string, proposal: Proposal): Promise<Outcome> {
  const kept = keepLease(parts, { proposalId: proposal.proposalId, owner: leaseOwner, until: job.signal, log: job.log });
  const work: CommitWork = { parts, job, reason: job.payload.reason, leaseOwner, proposal, signal: AbortSignal.any([job.signal, kept.signal]) };
  try {
    await parts.atCrashPoint('C1.leased');
    return await carryOn(work);
  } catch (error) {
    if (error instanceof LeaseLostError || error instanceof ProposalMovedError || error instanceof StoreUnavailableError) throw error;
    return await afterDefect(work, error);
  } finally {
    await kept.stop();
  }
}

async function carryOn(work: CommitWork): Promise<Outcome> {
  const execution = work.parts.registry.named(work.proposal.tool)?.execution;
  if (execution === undefined) return toolGone(work);
  switch (execution.type) {
    case 'own':
      return commitOwn(work, async (tx) => {
        const { proposal, parts } = work;
        return { result: await execution.apply(tx, { proposal, commit: { ...proposal.payloadCommit }, now: parts.clock.now() }), warnings: [] };
      });
    case 'team':
      return commitTeam(work, execution.messages({ proposal: work.proposal, commit: { ...work.proposal.payloadCommit } }));
    case 'shop':
      return commitAtShop(work, execution);
  }
}

async function commitAtShop(work: CommitWork, { kind }: Extract<Execution, { type: 'shop' }>): Promise<Outcome> {
  const { parts, proposal } = work;
  const call = await shopCallOf(work);
  const found = await portOf(work, call);
  if (found.type === 'none') return found.outcome;
  const { port } = found;
  const { applyWithin } = port;
  if (applyWithin !== null) {
    return commitOwn(work, async (tx) => {
      const { data, warnings } = await applyWithin(tx, kind, bodyOf(proposal), proposal.decisionKey, call);
      return { result: { ...data }, warnings };
    });
  }
  const remote = { work, port, kind };
  if (proposal.state !== 'executing' && proposal.state !== 'unknown') return lookAfterOwner(remote);
  const outcome = await commitRemote(remote);
  if (work.reason === 'check') await gatherEvidence(remote);
  parts.log.debug('commit_step', { proposalId: proposal.proposalId, outcome: outcome.type });
  return outcome;
}

type FoundPort = { readonly type: 'port'; readonly port: ApplyPort } | { readonly type: 'none'; readonly outcome: Outcome };

/** The shop of the stored mode; actions in AUTO are SIS's alone. Without one, what was never sent fails or waits for it. */
async function portOf(work: CommitWork, call: ShopCall): Promise<FoundPort> {
  const { parts, proposal } = work;
  const mode = proposal.mode as ShopMode;
  try {
    return { type: 'port', port: await parts.shops(mode === 'AUTO' ? 'SIS_HTTP' : mode, call) };
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    const attempts = await readAttempts(parts.db, proposal.proposalId);
    const wasNeverSent = proposal.state === 'executing' && attempts.every((one) => one.outcome === 'not_sent' || one.outcome === 'refused');
    const isOver = error.retry === 'never' || parts.clock.now() >= deadlineOf(proposal);
    if (wasNeverSent && isOver) {
      await settle(work, failed(work, { code: error.code, reason: 'no_shop', by: 'commit', foundOut: null, attempts: attempts.length }));
      return { type: 'none', outcome: done() };
    }
    // What may have been sent is not known until the shop can be asked again.
    const waitMs = resendDelayMs(proposal.looks);
    await settle(work, handedBack(work, waitMs, 0));
    return { type: 'none', outcome: isOwnJob(work.reason) ? later(waitMs, 'there is no shop to ask') : done() };
  }
}

async function toolGone(work: CommitWork): Promise<Outcome> {
  const attempts = await readAttempts(work.parts.db, work.proposal.proposalId);
  if (attempts.length > 0 || work.proposal.state !== 'executing') throw new TypeError(`nothing carries out ${work.proposal.tool} any more, and it may have been sent`);
  await settle(work, failed(work, { code: 'NOT_IMPLEMENTED', reason: 'tool_gone', by: 'commit', foundOut: null, attempts: 0 }));
  return done();
}

/**
 * A defect of ours. The queue runs the job again; with the last attempt, what certainly was never sent fails for good. The lease is
 * given up, so that the next attempt need not wait for its end.
 */
async function afterDefect(work: CommitWork, error: unknown): Promise<Outcome> {
  const { parts, job, proposal, leaseOwner } = work;
  job.log.error('commit_failed', { proposalId: proposal.proposalId, attempt: job.attempt, error });
  const defect = new ActionExceptionError(proposal.proposalId, 'commit', error);
  const stored = await readProposal(parts.db, proposal.proposalId);
  if (stored?.leaseOwner !== leaseOwner) throw defect;
  const again = { ...work, proposal: stored };
  const attempts = await readAttempts(parts.db, proposal.proposalId);
  const wasNeverSent = stored.state === 'executing' && attempts.every((one) => one.outcome === 'not_sent');
  const event = actionEvent(stored, 'action_exception', { step: 'commit', error_class: error instanceof Error ? error.constructor.name : typeof error, message: messageOf(error).slice(0, 200), attempt: job.attempt });
  if (job.attempt >= job.attemptsAllowed && wasNeverSent) {
    await settle(again, failed(again, { code: 'ACTION_EXCEPTION', reason: 'defect', by: 'commit', foundOut: null, attempts: attempts.length, audit: [event] }));
    return dead(defect);
  }
  const isLate = parts.clock.now() >= deadlineOf(stored);
  const released = handedBack(again, isLate ? 0 : 30_000, 30_000);
  await moveProposal(parts.db, { proposal: stored, patch: { ...released.patch, looks: stored.looks }, leaseOwner, at: parts.clock.now(), audit: [event] });
  throw defect;
}
