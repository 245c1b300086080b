import { applyVerdict, cancelOpen, cancelPlan, readPressFacts, type ActionParts, type BesidePlan } from '@ownerbot/actions';
import { activePlan, moveProposal, newestOpenProposal, type Claim, type Db } from '@ownerbot/storage';
import { parseCommand } from '../decide/parse-command';
import { flowWordOf } from '../flow/flow-words';
import type { TurnEvent } from '../model/event';
import { effectId } from '../model/effect';
import type { ComposedDomains } from '../domain/compose-domains';
import { readHeard } from '../voice/heard-data';
import { proposalPressOf, type ProposalFacts, type ProposalStep } from './decide-proposal';

/** What a turn needs of the actions. */
export type TurnActions = Pick<ActionParts, 'keys' | 'limits' | 'registry' | 'effectiveMode' | 'texts'>;

/** What an event may do to a proposal: then its turn reads and decides inside its transaction. */
export function touchesProposal(composed: Pick<ComposedDomains, 'domains'>, event: TurnEvent): boolean {
  if (event.name === 'heard') {
    const heard = readHeard(event.data);
    return heard?.end.type === 'words' && touchesNewest(composed, heard.end.text);
  }
  if (event.name !== 'update' || event.facts === null) return false;
  const { press, text } = event.facts;
  if (press !== undefined) return proposalPressOf(press.data) !== null;
  return text !== undefined && touchesNewest(composed, text);
}

const touchesNewest = (composed: Pick<ComposedDomains, 'domains'>, text: string): boolean => isCancelWord(composed, text) || isApprovalWord(composed, text);

/** Consent of any domain. */
export function isApprovalWord({ domains }: Pick<ComposedDomains, 'domains'>, text: string): boolean {
  return domains.some((domain) => domain.isApprovalWord?.(text) ?? false);
}

/** `/cancel`, the words that end a question, or another word of a domain for it. */
export function isCancelWord({ domains }: Pick<ComposedDomains, 'domains'>, text: string): boolean {
  return parseCommand(text)?.name === 'cancel' || flowWordOf(text) === 'cancel' || domains.some((domain) => domain.isCancelWord?.(text) ?? false);
}

/** Reads and locks the proposal that an event touches, until the transaction ends. */
export async function readProposalFacts(actions: TurnActions, tx: Db, event: TurnEvent, claim: Claim): Promise<ProposalFacts | null> {
  if (event.name !== 'update' && event.name !== 'heard') return null;
  const press = proposalPressOf(event.name === 'update' ? (event.facts?.press?.data ?? null) : null);
  const chat = { botId: event.botId, chatId: event.chatId };
  if (press === null) return { type: 'newest', proposal: await newestOpenProposal(tx, chat), plan: await activePlan(tx, chat) };
  return { type: 'press', press, facts: await readPressFacts(actions, tx, press, claim.tenant) };
}

export interface StepPlace {
  readonly event: TurnEvent;
  readonly ownerId: string;
  readonly claim: Claim;
  readonly at: Date;
}

const NOTHING: BesidePlan = { effects: [], written: [] };

/** Applies what was decided of a proposal or a plan, in the turn's transaction. Returns what was written beside it. */
export async function applyStep(actions: TurnActions, tx: Db, step: ProposalStep, { event, ownerId, claim, at }: StepPlace): Promise<BesidePlan> {
  if (step.type === 'cancel') {
    await cancelOpen(tx, step.proposal, { reason: 'cancel_word', at, plan: step.plan });
    return NOTHING;
  }
  if (step.type === 'shown') {
    await moveProposal(tx, { proposal: step.proposal, patch: { messageEffectId: effectId(event.jobId, step.messageN) }, at, audit: [] });
    return NOTHING;
  }
  if (step.type === 'cancel-plan') {
    await cancelPlan(tx, step.plan, 'cancel_word', at);
    return NOTHING;
  }
  return applyVerdict(actions, tx, step.proposal, step.verdict, {
    presser: { userId: ownerId, chatId: event.chatId, isOwner: true, receivedAt: event.name === 'update' ? event.receivedAt : at },
    updateId: event.updateId,
    plan: step.plan,
    tenant: claim.tenant,
    at,
    messageEffectId: step.messageN === null ? null : effectId(event.jobId, step.messageN),
    commitPlace: step.commitN === null ? null : { requestSeq: claim.requestSeq, n: step.commitN },
  });
}
