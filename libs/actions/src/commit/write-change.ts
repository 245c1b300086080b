import type { NewAuditEvent, NewEffect, Proposal, ProposalPatch, ProposalState } from '@ownerbot/storage';
import { moveProposal, readPlan, readSettings, type Db, type MovedProposal } from '@ownerbot/storage';
import { LeaseLostError } from '../errors';
import type { ProposalView } from '../model/proposal-view';
import { ENDS_PLAN, planEndOf, type PlanEnd } from '../plans/plan-end';
import { freshPreview } from '../propose/fresh-preview';
import type { ActionParts } from '../parts';
import type { CommitWork } from './work';

/** A change of a proposal together with what the owner is told of it. */
export interface Change {
  readonly to?: Extract<ProposalState, 'committed' | 'failed' | 'unknown' | 'expired' | 'cancelled'>;
  readonly patch: ProposalPatch;
  readonly audit: readonly NewAuditEvent[];
  /** Null: nothing is told. */
  readonly tell: Partial<Omit<ProposalView, 'proposal' | 'at'>> | null;
  /** A fresh preview begins with it. */
  readonly freshPreview?: boolean;
  readonly effects?: readonly NewEffect[];
}

export interface ReadyChange {
  readonly change: Change;
  readonly patch: ProposalPatch;
  readonly effects: readonly NewEffect[];
  /** As it will be. */
  readonly proposal: Proposal;
  readonly at: Date;
  /** What it means for the plan that the proposal is a step of. */
  readonly planEnd: PlanEnd | null;
}

/** Finds the words of a change; outside of any transaction, for they read settings. */
export async function readyChange(parts: ActionParts, proposal: Proposal, change: Change, at: Date): Promise<ReadyChange> {
  const fresh = change.freshPreview === true ? [freshPreview(parts, proposal, { now: at, mode: await modeNow(parts) })] : [];
  const after: Proposal = { ...proposal, ...change.patch, ...(change.to === undefined ? {} : { state: change.to }), stateVersion: proposal.stateVersion + 1 };
  const planEnd = change.to === undefined || !ENDS_PLAN.includes(change.to) ? null : await planEndNow(parts, after, at);
  const others = [...fresh, ...(change.effects ?? []), ...(planEnd?.effects ?? [])];
  if (change.tell === null) return { change, patch: change.patch, effects: others, proposal: after, at, planEnd };
  const followUp = planEnd === null || planEnd.view === null ? {} : { followUp: planEnd.view };
  const view: ProposalView = { about: 'state', asksOwner: false, freshPreview: fresh.length > 0, ...followUp, ...change.tell, proposal: after, at };
  const told = message(proposal, await parts.texts.say(view));
  const shown = { said: proposal.said + 1, messageEffectId: told.id };
  return { change, patch: { ...change.patch, ...shown }, effects: [told, ...others], proposal: { ...after, ...shown }, at, planEnd };
}

async function planEndNow(parts: ActionParts, proposal: Proposal, at: Date): Promise<PlanEnd | null> {
  if (proposal.planId === null) return null;
  const plan = await readPlan(parts.db, proposal.planId);
  const { tenant } = await readSettings(parts.db, null);
  return planEndOf(parts, { plan, proposal, tenant, at });
}

async function modeNow({ db, effectiveMode }: ActionParts): Promise<string> {
  return effectiveMode((await readSettings(db, null)).tenant);
}

/** Edits the proposal's message; where that cannot be, it is sent anew. Each has a number of its own, so it is written once. */
function message({ proposalId, said, botId, chatId, messageEffectId }: Proposal, { html, buttons }: { html: string; buttons?: ProposalMessageButtons }): NewEffect {
  const n = said + 1;
  const id = `commit-${proposalId}-${n}`;
  const body = { type: 'text', text: html, delivery: 'at-least-once', ...(messageEffectId === null ? {} : { editOf: messageEffectId }), ...(buttons === undefined || buttons.length === 0 ? {} : { buttons }) };
  return { id, n, kind: 'message.send', gated: true, laneKey: chatId, payload: { effectId: id, botId, chatId, message: body } };
}

type ProposalMessageButtons = readonly (readonly { readonly text: string; readonly data: string }[])[];

/** Writes a change, and what it means for its plan, in the given transaction; under a lease, only while it is held. */
export async function writeChange(tx: Db, before: Proposal, ready: ReadyChange, leaseOwner?: string): Promise<MovedProposal> {
  const moved = await moveProposal(tx, {
    proposal: before,
    ...(ready.change.to === undefined ? {} : { to: ready.change.to }),
    patch: ready.patch,
    ...(leaseOwner === undefined ? {} : { leaseOwner }),
    at: ready.at,
    audit: [...ready.change.audit, ...(ready.planEnd?.audit ?? [])],
    effects: ready.effects,
  });
  if (moved.moved) await ready.planEnd?.write(tx);
  return moved;
}

/**
 * C6: writes a change of a commit, with what else belongs into its transaction, then dispatches its effects.
 * @throws LeaseLostError: another worker has the commit, and nothing was written.
 */
export async function settle(work: CommitWork, change: Change, within: (tx: Db) => Promise<void> = () => Promise.resolve()): Promise<Proposal> {
  const { parts, proposal, leaseOwner } = work;
  const ready = await readyChange(parts, proposal, change, parts.clock.now());
  await parts.atCrashPoint('C6.before');
  const moved = await parts.db.transaction(async (tx) => {
    await within(tx);
    const done = await writeChange(tx, proposal, ready, leaseOwner);
    if (!done.moved) throw new LeaseLostError(proposal.proposalId);
    return done;
  });
  await parts.atCrashPoint('C6.written');
  await dispatchChange(parts, ready, moved);
  return ready.proposal;
}

export async function dispatchChange(parts: ActionParts, ready: ReadyChange, { effects: written, recheck }: MovedProposal): Promise<void> {
  const { botId, chatId, correlationId } = ready.proposal;
  if (ready.effects.length > 0) await parts.dispatch({ chat: { botId, chatId, correlationId }, effects: ready.effects, written, recheck });
}
