import type { BlockingProposal, PlanRow, Proposal } from '@ownerbot/storage';
import type { ProposalPress } from './press';

/** What was read, under the proposal's lock, for the judgement of a press. */
export interface PressFacts {
  readonly proposal: Proposal | null;
  /** That it is a step of; null: none. */
  readonly plan: PlanRow | null;
  /** Of its shop and conflict groups, under way or unsettled; read only for a confirm of an open proposal. */
  readonly blocking: readonly BlockingProposal[];
  readonly isSealed: boolean;
  /** That count now. */
  readonly mode: string;
  readonly shopId: number;
}

export interface Presser {
  readonly userId: string;
  readonly chatId: string;
  readonly isOwner: boolean;
  /** When ingest received the press. */
  readonly receivedAt: Date;
}

export type ConflictReason = 'BUSY' | 'UNSETTLED_ACTION';

/** What a press comes to. Everything from `expired` on changes the proposal. */
export type Verdict =
  | { readonly type: 'gone' }
  | { readonly type: 'denied'; readonly guard: 'G2' | 'G8' }
  /** Too late or too early: the state answers. */
  | { readonly type: 'state' }
  | { readonly type: 'blocked'; readonly reason: ConflictReason; readonly by: BlockingProposal }
  | { readonly type: 'expired' }
  | { readonly type: 'tampered' }
  | { readonly type: 'mode-changed' }
  | { readonly type: 'confirmed'; readonly forced: boolean }
  | { readonly type: 'cancelled' }
  | { readonly type: 'settled'; readonly to: 'committed' | 'failed' }
  | { readonly type: 'check' };

/** The guards of a press, in their order: the first that holds decides. Pure. */
export function judgePress(press: ProposalPress, facts: PressFacts, presser: Presser): Verdict {
  const { proposal } = facts;
  if (proposal === null) return { type: 'gone' };
  if (!presser.isOwner || presser.userId !== proposal.ownerUserId || presser.chatId !== proposal.chatId) return { type: 'denied', guard: 'G2' };
  switch (press.type) {
    case 'confirm':
      return judgeConfirm(press.force, proposal, facts, presser);
    case 'cancel':
      return proposal.state === 'proposed' ? { type: 'cancelled' } : { type: 'state' };
    case 'settle':
      if (proposal.state !== 'unknown') return { type: 'state' };
      return press.answer === 'check' ? { type: 'check' } : { type: 'settled', to: press.answer === 'yes' ? 'committed' : 'failed' };
  }
}

function judgeConfirm(force: boolean, proposal: Proposal, { blocking, isSealed, mode, shopId }: PressFacts, { receivedAt }: Presser): Verdict {
  if (proposal.state !== 'proposed') return { type: 'state' };
  if (receivedAt > proposal.expiresAt) return { type: 'expired' };
  if (!isSealed) return { type: 'tampered' };
  // Another shop is another source, whatever its mode: its rows were not previewed.
  if (mode !== proposal.mode || shopId !== proposal.shopId) return { type: 'mode-changed' };
  const unsettled = blocking.find((one) => one.state === 'unknown');
  const by = unsettled ?? blocking[0];
  if (by !== undefined) return { type: 'blocked', reason: unsettled === undefined ? 'BUSY' : 'UNSETTLED_ACTION', by };
  if (force && !proposal.forceRequired) return { type: 'denied', guard: 'G8' };
  return { type: 'confirmed', forced: force };
}
