import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { PlanRow, Proposal } from '@ownerbot/storage';
import { canonicalJson } from './canonical-json';

/** The keys of proposals: one signs, both verify. Made of settings, never of the database. */
export interface SealKeys {
  readonly current: string;
  readonly previous?: string | undefined;
}

export function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** Names a key without telling anything of it. */
export function keyId(key: string): string {
  return `k-${sha256(`id of ${key}`).slice(0, 12)}`;
}

/** What the payload's HMAC covers. */
export type Sealed = Pick<
  Proposal,
  | 'proposalId' | 'decisionKey' | 'tool' | 'toolVersion' | 'mode' | 'shopId' | 'ownerUserId' | 'chatId' | 'payloadCommit' | 'targetSetHash'
  | 'snapshot' | 'previewFingerprint' | 'forceRequired' | 'expiresAt'
>;

/** What the apply's HMAC covers: the sealed payload, the frozen request, and the decision. */
export type SealedApply = Pick<Proposal, 'payloadHmac' | 'applyMethod' | 'applyPath' | 'applyBody' | 'forced' | 'notAfter'>;

export function sealPayload(keys: SealKeys, proposal: Sealed): { payloadHmac: string; hmacKeyId: string } {
  return { payloadHmac: hmac(keys.current, payloadText(proposal)), hmacKeyId: keyId(keys.current) };
}

/** Signed with the key that signed the payload, so that one key id names both. */
export function sealApply(keys: SealKeys, proposal: Pick<Proposal, 'hmacKeyId'>, apply: SealedApply): string {
  return hmac(keyNamed(keys, proposal.hmacKeyId) ?? keys.current, applyText(apply));
}

export function isPayloadSealed(keys: SealKeys, proposal: Sealed & Pick<Proposal, 'payloadHmac' | 'hmacKeyId'>): boolean {
  const key = keyNamed(keys, proposal.hmacKeyId);
  return key !== undefined && isSame(hmac(key, payloadText(proposal)), proposal.payloadHmac);
}

export function isApplySealed(keys: SealKeys, proposal: SealedApply & Pick<Proposal, 'applyHmac' | 'hmacKeyId'>): boolean {
  const key = keyNamed(keys, proposal.hmacKeyId);
  return key !== undefined && proposal.applyHmac !== null && isSame(hmac(key, applyText(proposal)), proposal.applyHmac);
}

type SealedPlan = Pick<PlanRow, 'planId' | 'proposalId' | 'followUps'>;

/** What follows a commit is what was shown with its preview. */
export function sealPlan(keys: SealKeys, plan: SealedPlan): { seal: string; hmacKeyId: string } {
  return { seal: hmac(keys.current, planText(plan)), hmacKeyId: keyId(keys.current) };
}

/** A plan that nothing follows needs no seal. */
export function isPlanSealed(keys: SealKeys, plan: SealedPlan & Pick<PlanRow, 'seal' | 'hmacKeyId'>): boolean {
  if (plan.seal === null) return plan.followUps === null;
  const key = keyNamed(keys, plan.hmacKeyId ?? '');
  return key !== undefined && isSame(hmac(key, planText(plan)), plan.seal);
}

function keyNamed({ current, previous }: SealKeys, id: string): string | undefined {
  return [current, previous].find((key) => key !== undefined && keyId(key) === id);
}

function hmac(key: string, text: string): string {
  return createHmac('sha256', key).update(text).digest('hex');
}

/** In constant time; what is not of our form is not the same. */
function isSame(expected: string, found: string): boolean {
  const bytes = Buffer.from(found, 'utf8');
  const wanted = Buffer.from(expected, 'utf8');
  return bytes.length === wanted.length && timingSafeEqual(bytes, wanted);
}

function payloadText(p: Sealed): string {
  return canonicalJson({
    proposal_id: p.proposalId,
    decision_key: p.decisionKey,
    tool: p.tool,
    tool_version: p.toolVersion,
    mode: p.mode,
    shop_id: p.shopId,
    owner_user_id: p.ownerUserId,
    chat_id: p.chatId,
    payload_commit: p.payloadCommit,
    target_set_hash: p.targetSetHash,
    snapshot: p.snapshot,
    preview_fingerprint: p.previewFingerprint,
    force_required: p.forceRequired,
    expires_at: p.expiresAt,
  });
}

function planText({ planId, proposalId, followUps }: SealedPlan): string {
  return canonicalJson({ plan_id: planId, proposal_id: proposalId, follow_ups: followUps });
}

function applyText({ payloadHmac, applyMethod, applyPath, applyBody, forced, notAfter }: SealedApply): string {
  return canonicalJson({
    payload_hmac: payloadHmac,
    method: applyMethod,
    path: applyPath,
    body_sha256: applyBody === null ? null : sha256(applyBody),
    forced,
    not_after: notAfter,
  });
}
