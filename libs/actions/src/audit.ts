import type { AuditSeverity, NewAuditEvent, Proposal } from '@ownerbot/storage';
import { sha256 } from './integrity/seal';

/** The audit events of proposals and commits. */
export const ACTION_EVENTS = [
  'action_previewed', 'action_noop', 'action_confirmed', 'action_denied', 'action_cancelled', 'action_expired', 'confirm_payload_corrupted', 'action_executing',
  'action_attempt', 'action_committed', 'action_failed', 'action_exception', 'action_unknown', 'action_reconciled', 'action_settled_by_owner', 'action_contradiction',
  'team_message_delivery',
] as const;
export type ActionEvent = (typeof ACTION_EVENTS)[number];

type Subject = Pick<Proposal, 'proposalId' | 'decisionKey' | 'tool' | 'toolVersion' | 'catalogueVersion' | 'mode' | 'shopId' | 'ownerUserId' | 'chatId'>;

const SEVERITY: Partial<Record<ActionEvent, AuditSeverity>> = {
  action_denied: 'warning',
  action_failed: 'warning',
  action_unknown: 'warning',
  confirm_payload_corrupted: 'error',
  action_exception: 'error',
  action_contradiction: 'error',
};

/** An event of a proposal, with the fields that every one of them carries. Never the decision key itself. */
export function actionEvent(proposal: Subject, eventType: ActionEvent, fields: Readonly<Record<string, unknown>>, severity?: AuditSeverity): NewAuditEvent {
  return {
    eventType,
    severity: severity ?? SEVERITY[eventType] ?? 'info',
    ownerUserId: proposal.ownerUserId,
    chatId: proposal.chatId,
    shopId: proposal.shopId,
    fields: {
      proposal_id: proposal.proposalId,
      decision_key_hash: sha256(proposal.decisionKey).slice(0, 16),
      tool: proposal.tool,
      version: proposal.toolVersion,
      catalogue_version: proposal.catalogueVersion,
      mode: proposal.mode,
      ...fields,
    },
  };
}

export function ageSec(since: Date, now: Date): number {
  return Math.max(0, Math.round((now.getTime() - since.getTime()) / 1_000));
}
