import { ACTION_CAPABILITIES, ShopError, type ActionBody, type ShopActionKind, type ShopCall } from '@ownerbot/shop';
import { done, later, type Outcome } from '@ownerbot/queues';
import { readAttempts, type CommitAttempt, type NewAuditEvent, type Proposal } from '@ownerbot/storage';
import { actionEvent } from '../audit';
import { fingerprintOf } from '../model/preview';
import type { ApplyPort } from '../port/apply-port';
import { checked } from './commit-own';
import { brokenSeal } from './check-seals';
import { closeBrokenOff } from './close-broken-off';
import { enquire, type Enquired } from './enquire';
import { nextStep, type ShopFlags, type Step } from './next-step';
import { committed, failed, handedBack, refused, unknown, type FoundOut } from './outcomes';
import { resendDelayMs } from './schedule';
import { sendOnce } from './send-once';
import { deadlineOf, isOwnJob, shopCallOf, type CommitWork, type RemoteCommit } from './work';
import { settle, type Change } from './write-change';

/** Beyond the wait that its job asked for. */
const LOST_JOB_MS = 30_000;

interface Offer {
  readonly flags: ShopFlags & { readonly previewBinding: boolean };
  readonly isOffered: boolean;
}

/** A commit at a shop elsewhere: one step at a time, each begun from what is stored. */
export async function commitRemote({ work, port, kind }: RemoteCommit): Promise<Outcome> {
  const call = await shopCallOf(work);
  const offer = await offerOf(port, kind, call);
  let enquired: Enquired | null = null;
  let hasSent = false;
  await closeBrokenOff(work);
  for (;;) {
    const attempts = await readAttempts(work.parts.db, work.proposal.proposalId);
    const step = nextStep({
      state: work.proposal.state === 'unknown' ? 'unknown' : 'executing',
      now: work.parts.clock.now(),
      notAfter: deadlineOf(work.proposal),
      attempts,
      flags: offer?.flags ?? null,
      enquiry: enquired?.enquiry ?? null,
    });
    if (step.type === 'enquire') {
      enquired = await enquire(port, work.proposal, call);
      continue;
    }
    if (step.type === 'send') {
      if (hasSent) return handBack(work, resendDelayMs(work.proposal.looks));
      const next = await send({ work, port, kind }, { call, offer, attempts });
      if (next === 'again') {
        enquired = null;
        hasSent = true;
        continue;
      }
      return next;
    }
    return end(work, step, attempts, { enquired, offer });
  }
}

interface Ending {
  readonly enquired: Enquired | null;
  readonly offer: Offer | null;
}

async function end(work: CommitWork, step: Exclude<Step, { type: 'send' | 'enquire' }>, attempts: readonly CommitAttempt[], { enquired, offer }: Ending): Promise<Outcome> {
  const how = { by: 'enquiry', attempts: attempts.length } as const;
  const foundOut: FoundOut = { method: 'enquiry', rule: 'rule' in step && step.rule !== null ? step.rule : 'R7' };
  switch (step.type) {
    case 'commit':
      await settle(work, committed(work, { ...how, foundOut, result: enquired?.result ?? { affected_count: work.proposal.targetTotal }, warnings: enquired?.result === null ? [{ code: 'AS_OF_MISSING' }] : [] }));
      return done();
    case 'reject':
      await settle(work, enquired === null || enquired.refusal === null ? unsettled(work, attempts, true) : refused(work, enquired.refusal, { ...how, foundOut }));
      return done();
    case 'fail': {
      const isKnown = step.rule === null;
      await settle(work, failed(work, { code: step.code, reason: isKnown ? 'deadline' : 'never_received', by: isKnown ? 'commit' : 'enquiry', foundOut: isKnown ? null : foundOut, attempts: attempts.length }));
      return done();
    }
    case 'poll':
      return handBack(work, step.afterMs);
    case 'unknown':
      return becomeUnknown(work, attempts, { enquired, offer });
  }
}

async function becomeUnknown(work: CommitWork, attempts: readonly CommitAttempt[], { enquired, offer }: Ending): Promise<Outcome> {
  const isMismatch = enquired?.enquiry === 'mismatch' || attempts.at(-1)?.errorKind === 'IDEMPOTENCY_MISMATCH';
  const alert = isMismatch ? [mismatchAlert(work.proposal, attempts.length)] : [];
  const after = await settle(work, { ...unsettled(work, attempts, offer?.flags.enquiry ?? true, alert) });
  const waitMs = after.nextLookAt === null ? null : after.nextLookAt.getTime() - work.parts.clock.now().getTime();
  return waitMs === null || !isOwnJob(work.reason) ? done() : later(Math.max(0, waitMs), 'the outcome is not known');
}

/** For the operators, once: something else was done under our key. */
function mismatchAlert(proposal: Proposal, attempts: number): NewAuditEvent {
  const event = actionEvent(proposal, 'action_exception', { step: 'C5', error_code: 'IDEMPOTENCY_MISMATCH', attempts });
  return { ...event, throttle: { key: `mismatch:${proposal.proposalId}`, ttlSec: 30 * 24 * 3_600 } };
}

function unsettled(work: CommitWork, attempts: readonly CommitAttempt[], enquiry: boolean, audit: Parameters<typeof unknown>[1]['audit'] = []): Change {
  return unknown(work, { step: 'C6', attempts: attempts.length, lastErrorKind: attempts.at(-1)?.errorKind ?? null, enquiry, audit });
}

async function handBack(work: CommitWork, delayMs: number): Promise<Outcome> {
  await settle(work, handedBack(work, delayMs, work.proposal.state === 'executing' ? LOST_JOB_MS : 0));
  await work.parts.atCrashPoint('C7.closed');
  return later(delayMs, 'the commit goes on');
}

/** C2 to C7: checks, and one send. `again`: what came of it asks for the next step at once. */
async function send(remote: RemoteCommit, { call, offer, attempts }: { call: ShopCall; offer: Offer | null; attempts: readonly CommitAttempt[] }): Promise<Outcome | 'again'> {
  const { work, port, kind } = remote;
  const { parts, proposal } = work;
  const wasUncertain = attempts.some((one) => one.outcome === 'uncertain');
  const refusal = wasUncertain ? null : checked(work);
  if (refusal !== null) {
    await settle(work, refusal);
    return done();
  }
  const broken = brokenSeal(parts, proposal);
  if (broken !== null) {
    // Something was sent before it was tampered with: what became of that is not known.
    await settle(work, unsettled(work, attempts, offer?.flags.enquiry ?? true, [broken]));
    return done();
  }
  await parts.atCrashPoint('C2.checked');
  if (offer === null) return handBack(work, resendDelayMs(proposal.looks));
  if (!offer.isOffered && !wasUncertain) {
    await settle(work, failed(work, { code: 'UPSTREAM_NOT_IMPLEMENTED', reason: 'capability', by: 'commit', foundOut: null, attempts: attempts.length }));
    return done();
  }
  if (!offer.flags.previewBinding && !wasUncertain) {
    const fresh = await freshFingerprint(port, kind, proposal.payloadCommit as ActionBody, call);
    await parts.atCrashPoint('C3.previewed');
    if (fresh.type === 'unreachable') return handBack(work, resendDelayMs(proposal.looks));
    if (fresh.type === 'refused' || fresh.fingerprint !== proposal.previewFingerprint) {
      await settle(work, failed(work, { code: 'PREVIEW_STALE', reason: 'fingerprint', by: 'commit', foundOut: null, attempts: attempts.length }));
      return done();
    }
  }
  const sent = await sendOnce(remote, { call, wasUncertain, idempotentApplies: offer.flags.idempotentApplies, attempts: attempts.length });
  switch (sent.next) {
    case 'settled':
      return done();
    case 'wait':
      return handBack(work, resendDelayMs(proposal.looks, sent.askedForMs));
    case 'at-once':
      return 'again';
    case 'poll':
      return handBack(work, sent.afterMs);
  }
}

/** Null: the shop does not answer now. That it did not a moment ago is no reason to wait: it may be back. */
async function offerOf(port: ApplyPort, kind: ShopActionKind, call: ShopCall): Promise<Offer | null> {
  try {
    const { flags, endpoints } = (await port.capabilities({ ...call, isFresh: 'after-failure' })).data;
    const key = ACTION_CAPABILITIES[kind];
    return {
      flags: { idempotentApplies: flags.idempotent_applies, enquiry: flags.enquiry, previewBinding: flags.preview_binding },
      isOffered: key === null ? false : endpoints[key] !== false,
    };
  } catch (error) {
    if (error instanceof ShopError) return null;
    throw error;
  }
}

type Fresh = { readonly type: 'previewed'; readonly fingerprint: string } | { readonly type: 'refused' } | { readonly type: 'unreachable' };

/** C3: only SIS that does not bind applies to their previews is asked for the preview again. */
async function freshFingerprint(port: ApplyPort, kind: ShopActionKind, body: ActionBody, call: ShopCall): Promise<Fresh> {
  try {
    const { data } = await port.previewAction(kind, body, call);
    return { type: 'previewed', fingerprint: fingerprintOf(data) };
  } catch (error) {
    if (!(error instanceof ShopError)) throw error;
    return { type: error.code === 'UPSTREAM_UNAVAILABLE' ? 'unreachable' : 'refused' };
  }
}
