import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { Proposal } from './proposal-row';

/** What is known of a proposal when its preview is stored. */
export type NewProposal = Pick<
  Proposal,
  | 'proposalId' | 'decisionKey' | 'botId' | 'correlationId' | 'ownerUserId' | 'chatId' | 'asked' | 'tool' | 'toolVersion' | 'source' | 'mode' | 'shopId'
  | 'catalogueVersion' | 'payloadCommit' | 'payloadHash' | 'preview' | 'targetTotal' | 'targetIds' | 'targetSetHash' | 'snapshot' | 'previewFingerprint'
  | 'conflictGroups' | 'forceRequired' | 'forceReasons' | 'createdAt' | 'expiresAt' | 'payloadHmac' | 'hmacKeyId' | 'planId' | 'messageEffectId'
>;

/**
 * Stores a preview as a proposal, in the order of answers at the place of the tool run that made it.
 * Locks nothing but its own row. Not idempotent: to be called in the transaction that finishes the tool run.
 * @returns whether the tool run's effect is there; without it nothing is stored.
 */
export async function insertProposal(tx: Db, input: { proposal: NewProposal; toolEffectId: string; at: Date; audit: readonly NewAuditEvent[] }): Promise<boolean> {
  const { proposal: p } = input;
  const [row] = await tx.query<{ inserted: boolean }>(sql.named('insert-proposal')`
    with inserted as (
      insert into action_proposals (proposal_id, decision_key, bot_id, correlation_id, owner_user_id, chat_id, asked, tool, tool_version, source, mode, shop_id,
        catalogue_version, payload_commit, payload_hash, preview, target_total, target_ids, target_set_hash, snapshot, preview_fingerprint,
        conflict_groups, force_required, force_reasons, created_at, expires_at, payload_hmac, hmac_key_id, plan_id, message_effect_id, request_seq, base_n)
      select ${p.proposalId}::uuid, ${p.decisionKey}, ${p.botId}::bigint, ${p.correlationId}, ${p.ownerUserId}::bigint, ${p.chatId}::bigint, ${storableJson(p.asked)}::jsonb,
        ${p.tool}, ${p.toolVersion}, ${p.source}, ${p.mode}, ${p.shopId}::int, ${p.catalogueVersion}::text, ${storableJson(p.payloadCommit)}::jsonb, ${p.payloadHash},
        ${storableJson(p.preview)}::jsonb, ${p.targetTotal}::int, ${storableJson(p.targetIds)}::jsonb, ${p.targetSetHash}, ${storableJson(p.snapshot)}::jsonb,
        ${p.previewFingerprint}, ${[...p.conflictGroups]}::text[], ${p.forceRequired}::boolean, ${[...p.forceReasons]}::text[], ${p.createdAt}::timestamptz,
        ${p.expiresAt}::timestamptz, ${p.payloadHmac}, ${p.hmacKeyId}, ${p.planId}::text, ${p.messageEffectId}::text, e.request_seq, e.n * 1000
      from effects e where e.id = ${input.toolEffectId}
      returning correlation_id
    ),
    won as (select correlation_id from inserted),
    ${auditedEvents(input.audit, input.at)}
    select exists (select 1 from inserted) as inserted`);
  return row?.inserted ?? false;
}
