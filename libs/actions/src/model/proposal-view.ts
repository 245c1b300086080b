import type { Proposal } from '@ownerbot/storage';
import type { TeamDelivery } from '@ownerbot/storage';

/** Where the targets of an unsettled change stand now, as far as a fresh preview tells. */
export interface Evidence {
  readonly before: number;
  readonly after: number;
  readonly elsewhere: number;
  /** What SIS keeps of the send; null: it could not be asked. */
  readonly operation: 'committed' | 'rejected' | 'executing' | 'never_received' | 'not_offered' | 'mismatch' | null;
  /** Null: no preview could be made either. */
  readonly checkedAt: string;
  readonly previewed: boolean;
}

/** What became of the team message of a plan: it waits for the outcome, is on its way, has its end, or goes nowhere. */
export interface FollowUpView {
  readonly state: 'waits' | 'sending' | 'ended' | 'dropped';
  readonly recipients: number;
  readonly delivery?: readonly TeamDelivery[];
}

/** A proposal as a message shows it. */
export interface ProposalView {
  readonly proposal: Proposal;
  readonly at: Date;
  /** `state`: what its state says; the others are told beside a state that does not change. */
  readonly about: 'state' | 'team-progress' | 'evidence' | 'contradiction';
  /** The three `settle:` buttons. */
  readonly asksOwner: boolean;
  /** A fresh preview is on its way, so none need be offered. */
  readonly freshPreview: boolean;
  readonly evidence?: Evidence;
  readonly delivery?: readonly TeamDelivery[];
  /** Of the step of a plan that a team message follows. */
  readonly followUp?: FollowUpView;
  /** Of a contradiction: what SIS says, against the owner's word. */
  readonly enquiryState?: string;
}
