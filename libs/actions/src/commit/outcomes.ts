import type { NewAuditEvent, Proposal, ProposalPatch, SettledBy } from '@ownerbot/storage';
import { actionEvent, ageSec } from '../audit';
import type { ActionResult } from '../model/action-definition';
import type { StoredPreview } from '../model/preview';
import type { Refusal } from '../port/refusal';
import type { CommitWork } from './work';
import { ASK_OWNER_AFTER_MS, lookAt } from './schedule';
import type { Change } from './write-change';

const NO_LEASE: ProposalPatch = { leaseOwner: null, leaseUntil: null };

/** How an unknown outcome was found out; null: it never was unknown. */
export interface FoundOut {
  readonly method: 'enquiry' | 'resend';
  readonly rule: string;
}

export interface Executed {
  readonly result: ActionResult;
  readonly warnings: readonly { readonly code: string }[];
  readonly by: SettledBy;
  readonly foundOut: FoundOut | null;
  readonly attempts: number;
}

/** P6, P9: it was executed. */
export function committed(work: CommitWork, { result, warnings, by, foundOut }: Executed): Change {
  const { proposal, parts } = work;
  const now = parts.clock.now();
  // A team message says by itself whom it did not reach.
  const isPartial = warnings.some((one) => one.code === 'PARTIAL_DELIVERY');
  const differs = !isPartial && typeof result.affected_count === 'number' && result.affected_count !== proposal.targetTotal;
  const all = differs ? [...warnings, { code: 'COMMIT_COUNT_DIFFERS', previewed: proposal.targetTotal, affected: result.affected_count }] : warnings;
  return {
    to: 'committed',
    patch: { ...ended(now), result: { ...result, ...ownFields(work, result), warnings: all }, settledBy: by },
    audit: [
      ...reconciled(proposal, foundOut, 'committed', now),
      actionEvent(proposal, 'action_committed', {
        affected_count: result.affected_count ?? null,
        previewed_count: proposal.targetTotal,
        operation_id: result['operation_id'] ?? null,
        job_id: result['job_id'] ?? null,
        rollback_available: result['rollback_available'] ?? null,
        duration_ms: proposal.confirmedAt === null ? null : now.getTime() - proposal.confirmedAt.getTime(),
        settled_by: by,
        warnings: all.map((one) => one.code),
      }),
    ],
    tell: {},
  };
}

/** A defect in them must not cost the outcome: the change was made. */
function ownFields({ proposal, parts }: CommitWork, result: ActionResult): Readonly<Record<string, unknown>> {
  try {
    return parts.registry.named(proposal.tool)?.result?.({ commit: { ...proposal.payloadCommit }, preview: (proposal.preview as StoredPreview).data, result }) ?? {};
  } catch (error) {
    parts.log.error('action_result_failed', { proposalId: proposal.proposalId, tool: proposal.tool, error });
    return {};
  }
}

export interface NotExecuted {
  readonly code: string;
  readonly reason: string | null;
  readonly details?: Readonly<Record<string, unknown>>;
  readonly by: SettledBy;
  readonly foundOut: FoundOut | null;
  readonly attempts: number;
  readonly audit?: readonly NewAuditEvent[];
}

/** Ends after which a fresh preview is made at once. */
function wantsFreshPreview(code: string, reason: string | null): boolean {
  return code === 'PREVIEW_STALE' || (code === 'ACTION_CONFLICT' && reason === 'FORCE_REQUIRED');
}

/** P7, P9: it is certain that it was not executed. */
export function failed({ proposal, parts, reason: wish }: CommitWork, { code, reason, details = {}, by, foundOut, attempts, audit = [] }: NotExecuted): Change {
  const now = parts.clock.now();
  return {
    to: 'failed',
    patch: { ...ended(now), errorCode: code, errorDetails: { ...details, ...(reason === null ? {} : { reason }) }, settledBy: by, reason },
    audit: [...audit, ...reconciled(proposal, foundOut, 'failed', now), actionEvent(proposal, 'action_failed', { error_code: code, reason, attempts })],
    tell: {},
    freshPreview: wantsFreshPreview(code, reason) || wish === 'replay',
  };
}

export function refused(work: CommitWork, refusal: Refusal, more: Pick<NotExecuted, 'by' | 'foundOut' | 'attempts'>): Change {
  return failed(work, { ...more, code: refusal.code, reason: refusal.reason, details: { http_status: refusal.httpStatus, message: refusal.message.slice(0, 500) } });
}

export interface Doubt {
  readonly step: string;
  readonly attempts: number;
  readonly lastErrorKind: string | null;
  /** There is somebody to ask but the owner. */
  readonly enquiry: boolean;
  readonly audit?: readonly NewAuditEvent[];
}

/** P8, or the next position of the schedule of what is unknown already. The owner is asked at the latest after 15 minutes. */
export function unknown({ proposal, parts }: CommitWork, { step, attempts, lastErrorKind, enquiry, audit = [] }: Doubt): Change {
  const now = parts.clock.now();
  const isNew = proposal.state !== 'unknown';
  const unknownAt = isNew ? now : (proposal.unknownAt ?? now);
  const { position, nextLookAt } = nextPosition(unknownAt, isNew ? 0 : proposal.looks + 1, now);
  const asksOwner = !enquiry || now.getTime() - unknownAt.getTime() >= ASK_OWNER_AFTER_MS;
  const tells = isNew || (asksOwner && !proposal.ownerAsked);
  return {
    ...(isNew ? { to: 'unknown' as const } : {}),
    patch: { ...NO_LEASE, unknownAt, looks: position, nextLookAt, ownerAsked: proposal.ownerAsked || asksOwner },
    audit: [...audit, ...(isNew ? [actionEvent(proposal, 'action_unknown', { step, attempts, last_error_kind: lastErrorKind })] : [])],
    tell: tells ? { asksOwner } : null,
  };
}

/** The first position that has not passed yet: those that an outage missed are looked at once. */
function nextPosition(unknownAt: Date, from: number, now: Date): { position: number; nextLookAt: Date | null } {
  for (let position = from; ; position += 1) {
    const at = lookAt(unknownAt, position);
    if (at === null || at > now) return { position, nextLookAt: at };
  }
}

/** Hands a commit back to its job, which comes again after `delayMs`; the sweep looks after it when the job does not. */
export function handedBack({ proposal, parts }: CommitWork, delayMs: number, graceMs: number): Change {
  const nextLookAt = new Date(parts.clock.now().getTime() + delayMs + graceMs);
  return { patch: { ...NO_LEASE, nextLookAt, looks: proposal.state === 'executing' ? proposal.looks + 1 : proposal.looks }, audit: [], tell: null };
}

function ended(at: Date): ProposalPatch {
  return { ...NO_LEASE, nextLookAt: null, settledAt: at };
}

function reconciled(proposal: Proposal, foundOut: FoundOut | null, outcome: string, now: Date): NewAuditEvent[] {
  if (foundOut === null) return [];
  const since = proposal.unknownAt ?? proposal.confirmedAt ?? now;
  return [actionEvent(proposal, 'action_reconciled', { ...foundOut, outcome, age_sec: ageSec(since, now) })];
}
