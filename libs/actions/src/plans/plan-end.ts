import type { Db, NewAuditEvent, NewEffect, PlanRow, Proposal, ProposalState, TenantSettings } from '@ownerbot/storage';
import { movePlan } from '@ownerbot/storage';
import { actionEvent } from '../audit';
import { SWEEP_EVERY_MS } from '../commit/schedule';
import { ProposalMovedError } from '../errors';
import type { FollowUpView } from '../model/proposal-view';
import type { ActionParts } from '../parts';
import { followingEffects, recipientsOf } from './follow-ups';
import { stepPlan } from './end-plan';

/** What the end of a proposal means for the plan that it is the step of. */
export interface PlanEnd {
  readonly effects: readonly NewEffect[];
  readonly view: FollowUpView | null;
  readonly audit: readonly NewAuditEvent[];
  /** In the transaction that writes the end of the proposal, behind it. */
  readonly write: (tx: Db) => Promise<void>;
}

export interface EndedStep {
  /** Null: the proposal belongs to none. */
  readonly plan: PlanRow | null;
  /** As it will be. */
  readonly proposal: Proposal;
  readonly tenant: TenantSettings;
  readonly at: Date;
}

type Parts = Pick<ActionParts, 'keys' | 'registry' | 'texts' | 'limits'>;

/** Null: nothing of a plan depends on it. */
export function planEndOf(parts: Parts, { plan, proposal, tenant, at }: EndedStep): PlanEnd | null {
  if (plan === null || plan.state !== 'confirmed' || plan.proposalId !== proposal.proposalId) return null;
  switch (proposal.state) {
    case 'committed':
      return afterCommit(parts, { plan, proposal, tenant, at });
    case 'failed':
      return {
        effects: [],
        audit: [],
        view: viewOf('dropped', recipientsOf(plan, parts.registry, proposal)),
        write: async (tx) => void (await stepPlan(tx, plan, { to: 'failed', patch: { reason: proposal.errorCode }, fields: { error_code: proposal.errorCode }, at })),
      };
    case 'unknown':
      return { effects: [], audit: [], view: viewOf('waits', recipientsOf(plan, parts.registry, proposal)), write: () => Promise.resolve() };
    default:
      return null;
  }
}

function afterCommit(parts: Parts, ended: EndedStep & { plan: PlanRow }): PlanEnd {
  const { plan, proposal, at } = ended;
  const { effects, recipients, isSealed } = followingEffects(parts, ended);
  if (recipients > 0) {
    // The plan ends when the messages have come to their ends.
    return { effects, audit: [], view: viewOf('sending', recipients), write: (tx) => lookLater(tx, plan, proposal.proposalId, at) };
  }
  const to = isSealed && !isPartial(proposal) ? 'done' : 'partial';
  return {
    effects,
    // What was altered in the database is not sent.
    audit: isSealed ? [] : [actionEvent(proposal, 'confirm_payload_corrupted', { where: 'follow_up', hmac_key_id: plan.hmacKeyId })],
    view: isSealed ? null : { state: 'dropped', recipients: recipientsOf(plan, parts.registry, proposal) },
    write: async (tx) => {
      await stepPlan(tx, plan, { to, at, ...(isSealed ? {} : { patch: { reason: 'tampered' } }) });
    },
  };
}

async function lookLater(tx: Db, plan: PlanRow, proposalId: string, at: Date): Promise<void> {
  if (!(await movePlan(tx, { plan, patch: { nextLookAt: new Date(at.getTime() + SWEEP_EVERY_MS) }, at, audit: [] }))) throw new ProposalMovedError(proposalId);
}

/** A message that took the place of the change, and did not reach everybody. */
function isPartial({ result }: Proposal): boolean {
  const warnings: unknown = result !== null && 'warnings' in result ? result.warnings : [];
  return Array.isArray(warnings) && warnings.some((one: unknown) => typeof one === 'object' && one !== null && 'code' in one && one.code === 'PARTIAL_DELIVERY');
}

const viewOf = (state: FollowUpView['state'], recipients: number): FollowUpView | null => (recipients === 0 ? null : { state, recipients });

/** The states of a proposal after which its plan must be looked at. */
export const ENDS_PLAN: readonly ProposalState[] = ['committed', 'failed', 'unknown'];
