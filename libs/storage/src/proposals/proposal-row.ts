import { sql, type Sql } from '../db/sql';
import type { ActionProposalEntity } from '../entities/proposal.entities';

export { PROPOSAL_STATES } from '../entities/proposal.entities';
export type { AttemptOutcome, ProposalState, SettledBy } from '../entities/proposal.entities';

/** A stored proposal. Ids of Telegram are strings, times are Dates. */
export type Proposal = Readonly<ActionProposalEntity>;

/** Columns by field. */
const COLUMNS = {
  proposalId: 'proposal_id',
  decisionKey: 'decision_key',
  botId: 'bot_id',
  correlationId: 'correlation_id',
  ownerUserId: 'owner_user_id',
  chatId: 'chat_id',
  asked: 'asked',
  tool: 'tool',
  toolVersion: 'tool_version',
  source: 'source',
  mode: 'mode',
  shopId: 'shop_id',
  catalogueVersion: 'catalogue_version',
  payloadCommit: 'payload_commit',
  payloadHash: 'payload_hash',
  preview: 'preview',
  targetTotal: 'target_total',
  targetIds: 'target_ids',
  targetSetHash: 'target_set_hash',
  snapshot: 'snapshot',
  previewFingerprint: 'preview_fingerprint',
  conflictGroups: 'conflict_groups',
  forceRequired: 'force_required',
  forceReasons: 'force_reasons',
  state: 'state',
  stateVersion: 'state_version',
  reason: 'reason',
  createdAt: 'created_at',
  expiresAt: 'expires_at',
  confirmedAt: 'confirmed_at',
  decidedUpdateId: 'decided_update_id',
  forced: 'forced',
  notAfter: 'not_after',
  applyMethod: 'apply_method',
  applyPath: 'apply_path',
  applyBody: 'apply_body',
  requestHash: 'request_hash',
  payloadHmac: 'payload_hmac',
  applyHmac: 'apply_hmac',
  hmacKeyId: 'hmac_key_id',
  executingAt: 'executing_at',
  leaseOwner: 'lease_owner',
  leaseUntil: 'lease_until',
  unknownAt: 'unknown_at',
  looks: 'looks',
  nextLookAt: 'next_look_at',
  ownerAsked: 'owner_asked',
  result: 'result',
  errorCode: 'error_code',
  errorDetails: 'error_details',
  settledBy: 'settled_by',
  settledAt: 'settled_at',
  planId: 'plan_id',
  supersededBy: 'superseded_by',
  requestSeq: 'request_seq',
  baseN: 'base_n',
  said: 'said',
  messageEffectId: 'message_effect_id',
} as const satisfies Record<keyof ActionProposalEntity, string>;

type Field = keyof typeof COLUMNS;
const JSON_FIELDS: readonly string[] = ['asked', 'payloadCommit', 'preview', 'targetIds', 'snapshot', 'result', 'errorDetails'] satisfies Field[];

/** All columns of a table or CTE called `p`, under the names of their fields. */
export const proposalColumns: Sql = {
  text: Object.entries(COLUMNS)
    .map(([field, column]) => `p.${column} as "${field}"`)
    .join(', '),
  values: [],
  isSql: true,
};

export function columnOf(field: Field): Sql {
  return sql.identifier(COLUMNS[field]);
}

export function isJsonField(field: string): boolean {
  return JSON_FIELDS.includes(field);
}
