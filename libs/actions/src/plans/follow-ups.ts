import type { NewEffect, PlanRow, Proposal, TenantSettings } from '@ownerbot/storage';
import { teamEffect } from '../commit/team-effect';
import { isPlanSealed } from '../integrity/seal';
import type { TeamMessage } from '../model/action-definition';
import type { ActionParts } from '../parts';
import { fillIn } from './fill-in';
import { stepsOf } from './plan-audit';
import type { FollowUp, StoredStep } from './plan-steps';

/** Behind the messages that tell of the proposal; recipients, then reads. */
const FIRST_RECIPIENT_N = 100;
const FIRST_READ_N = 800;

/** The messages of a plan that follow its commit; what is stored was made by us. */
export function followUpsOf({ followUps }: Pick<PlanRow, 'followUps'>): readonly FollowUp[] {
  return Array.isArray(followUps) ? (followUps as readonly FollowUp[]) : [];
}

/** How many chats a commit of the plan is told to. */
export function recipientsOf(plan: PlanRow, registry: ActionParts['registry'], proposal: Proposal): number {
  return messagesOf(followUpsOf(plan), registry, proposal).length;
}

/** What follows a commit: the messages as they were shown, with the figures in their places, and the reads that waited for it. */
export function followingEffects(parts: Pick<ActionParts, 'keys' | 'registry' | 'texts' | 'limits'>, { plan, proposal, tenant, at }: FollowedCommit): { effects: NewEffect[]; recipients: number; isSealed: boolean } {
  const isSealed = isPlanSealed(parts.keys, plan);
  const figures = parts.texts.figures(tenant, { result: resultOf(proposal), at });
  const messages = isSealed ? messagesOf(followUpsOf(plan), parts.registry, proposal) : [];
  const told = messages.map((message, index) => teamEffect(proposal.proposalId, proposal.botId, { ...message, html: fillIn(message.html, figures) }, FIRST_RECIPIENT_N + index));
  const reads = launched(stepsOf(plan).filter((step) => step.fate === 'follows'), { at, keptSec: parts.limits.readRetryDeadlineSec });
  return { effects: [...told, ...reads], recipients: told.length, isSealed };
}

export interface FollowedCommit {
  readonly plan: PlanRow;
  /** Committed, with its result. */
  readonly proposal: Proposal;
  readonly tenant: TenantSettings;
  readonly at: Date;
}

/** The runs of reads whose condition has come true. Their ids were given when the plan was built, so a second launch adds nothing. */
export function launched(steps: readonly StoredStep[], { at, keptSec }: { at: Date; keptSec: number }): NewEffect[] {
  return steps.flatMap(({ run }, index) => {
    const id: unknown = run !== undefined && 'effectId' in run ? run.effectId : null;
    if (typeof id !== 'string') return [];
    const payload = { ...run, requestedAt: at.toISOString(), deadlineAt: new Date(at.getTime() + keptSec * 1_000).toISOString() };
    return [{ id, n: FIRST_READ_N + index, kind: 'tool.run', gated: false, laneKey: null, payload }];
  });
}

function messagesOf(followUps: readonly FollowUp[], registry: ActionParts['registry'], proposal: Proposal): TeamMessage[] {
  return followUps.flatMap(({ tool, commit }) => {
    const execution = registry.named(tool)?.execution;
    return execution?.type === 'team' ? execution.messages({ proposal, commit }) : [];
  });
}

function resultOf({ result }: Proposal): Readonly<Record<string, unknown>> {
  return { ...result };
}
