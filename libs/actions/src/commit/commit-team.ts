import { done, type Outcome } from '@ownerbot/queues';
import { giveUpTeamDelivery, teamDelivery, type NewAuditEvent, type Proposal, type TeamDelivery } from '@ownerbot/storage';
import { actionEvent } from '../audit';
import type { TeamMessage } from '../model/action-definition';
import { sha256 } from '../integrity/seal';
import { checked } from './commit-own';
import { committed, failed, unknown } from './outcomes';
import { SWEEP_EVERY_MS, TEAM_DELIVERY_MS } from './schedule';
import type { CommitWork } from './work';
import { teamEffect } from './team-effect';
import { settle, type Change } from './write-change';

/** Numbers of the recipients' messages among the effects of the request: behind those that tell of the proposal. */
const FIRST_TEAM_N = 100;

/** A team message: one outbox row for each recipient, then the wait until each has its end. */
export async function commitTeam(work: CommitWork, messages: readonly TeamMessage[]): Promise<Outcome> {
  const delivery = await teamDelivery(work.parts.db, work.proposal.proposalId);
  if (delivery.length > 0) return settleDelivery(work, delivery);
  const refusal = checked(work);
  await settle(work, refusal ?? sending(work, messages));
  return done();
}

function sending(work: CommitWork, messages: readonly TeamMessage[]): Change {
  const { parts, proposal } = work;
  const effects = messages.map((message, index) => teamEffect(proposal.proposalId, proposal.botId, message, FIRST_TEAM_N + index));
  return { ...waiting(parts.clock.now()), effects };
}

async function settleDelivery(work: CommitWork, first: readonly TeamDelivery[]): Promise<Outcome> {
  const { parts, proposal } = work;
  const now = parts.clock.now();
  const isOver = now.getTime() - (proposal.executingAt ?? now).getTime() >= TEAM_DELIVERY_MS;
  let delivery = first;
  if (isOver && first.some((one) => one.state === 'pending')) {
    await giveUpTeamDelivery(parts.db, { proposalId: proposal.proposalId, at: now });
    delivery = await teamDelivery(parts.db, proposal.proposalId);
  }
  const isFilling = delivery.some((one) => one.state === 'pending');
  await settle(work, isFilling ? filling(work, delivery, now) : ended(work, delivery));
  return done();
}

/** The message is edited as it fills: whenever another recipient has its end. */
function filling({ proposal }: CommitWork, delivery: readonly TeamDelivery[], now: Date): Change {
  const ends = delivery.filter((one) => one.state !== 'pending').length;
  return ends === proposal.looks ? waiting(now) : { ...waiting(now), patch: { ...waiting(now).patch, looks: ends }, tell: { about: 'team-progress', delivery } };
}

function waiting(now: Date): Change {
  return { patch: { leaseOwner: null, leaseUntil: null, nextLookAt: new Date(now.getTime() + SWEEP_EVERY_MS) }, audit: [], tell: null };
}

function ended(work: CommitWork, delivery: readonly TeamDelivery[]): Change {
  const of = (state: TeamDelivery['state']) => delivery.filter((one) => one.state === state);
  const result = {
    affected_count: of('sent').length,
    sent: of('sent').map((one) => one.chatId),
    failed: of('failed').map(({ chatId, error }) => ({ chat_id: chatId, error })),
    unconfirmed: of('unconfirmed').map((one) => one.chatId),
  };
  const audit = delivery.map((one) => deliveryEvent(work, one));
  const change = settledAs(work, result);
  return { ...change, audit: [...audit, ...change.audit], tell: { ...change.tell, delivery } };
}

interface TeamResult {
  readonly affected_count: number;
  readonly sent: readonly string[];
  readonly failed: readonly object[];
  readonly unconfirmed: readonly string[];
}

function settledAs(work: CommitWork, result: TeamResult): Change {
  const how = { by: 'commit', foundOut: null, attempts: 1 } as const;
  if (result.sent.length > 0) {
    const isPartial = result.failed.length + result.unconfirmed.length > 0;
    return committed(work, { ...how, result: { ...result }, warnings: isPartial ? [{ code: 'PARTIAL_DELIVERY' }] : [] });
  }
  if (result.unconfirmed.length === 0) return failed(work, { ...how, code: 'DELIVERY_FAILED', reason: 'all_failed', details: { ...result } });
  // Telegram has nothing to ask about a message: only the owner can find out.
  const change = unknown(work, { step: 'team', attempts: 1, lastErrorKind: 'unconfirmed', enquiry: false });
  return { ...change, patch: { ...change.patch, nextLookAt: null, result: { ...result } } };
}

export function deliveryEvent({ proposal }: { readonly proposal: Proposal }, { chatId, state, sendings, error }: TeamDelivery): NewAuditEvent {
  return actionEvent(proposal, 'team_message_delivery', { recipient: sha256(chatId).slice(0, 16), outcome: state, error, attempts: sendings }, state === 'sent' ? 'info' : 'warning');
}
