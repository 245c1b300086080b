import type { ToolRun } from '@ownerbot/queues';
import type { NewAuditEvent, NewProposal, TenantSettings } from '@ownerbot/storage';
import type { ToolResponse } from '@ownerbot/tools';
import { actionEvent } from '../audit';
import { canonicalJson } from '../integrity/canonical-json';
import { sealPayload, sha256 } from '../integrity/seal';
import { conflictGroupsOf } from '../model/action-definition';
import { fingerprintOf, wouldApply, type PreviewData, type StoredPreview } from '../model/preview';
import type { ActionParts } from '../parts';

export interface PreviewedRun {
  readonly run: ToolRun;
  readonly correlationId: string;
  readonly tenant: Pick<TenantSettings, 'shopId'>;
  /** `ok`, of a tool of kind `action`. */
  readonly response: ToolResponse;
  /** The message that will show it. */
  readonly messageEffectId: string;
  /** That the preview is a step of: its proposal lives no longer than the plan. */
  readonly plan?: { readonly planId: string; readonly expiresAt: Date };
  readonly now: Date;
}

/** What a preview comes to. */
export type Previewed =
  /** There is nothing to confirm: it would change nothing. */
  | { readonly type: 'noop'; readonly audit: readonly NewAuditEvent[] }
  | { readonly type: 'offer'; readonly proposal: NewProposal; readonly audit: readonly NewAuditEvent[] };

/** Makes a proposal of a preview. Writes nothing. @throws TypeError when the tool has no action, or a preview says no rows */
export function buildProposal(parts: Pick<ActionParts, 'keys' | 'limits' | 'registry' | 'ids'>, previewed: PreviewedRun): Previewed {
  const { run, correlationId, tenant, response, now } = previewed;
  const definition = parts.registry.find(run.tool, run.version);
  if (definition === null) throw new TypeError(`the tool ${run.tool} ${run.version} has no action`);
  const data = response.data as PreviewData;
  const payloadHash = sha256(canonicalJson(run.input));
  const proposalId = parts.ids.proposalId(now);
  const commit = response.commit ?? null;
  const subject = {
    proposalId,
    decisionKey: parts.ids.decisionKey(),
    tool: run.tool,
    toolVersion: run.version,
    catalogueVersion: null,
    mode: response.mode,
    shopId: tenant.shopId,
    ownerUserId: run.ownerId,
    chatId: run.chatId,
  };
  if (!wouldApply(data) || commit === null) {
    return { type: 'noop', audit: [actionEvent(subject, 'action_noop', { payload_hash: payloadHash, noop_reason: data.noop_reason ?? null })] };
  }
  if (typeof data.target_set_hash !== 'string' || data.target_set_hash === '') throw new TypeError(`the preview of ${run.tool} names no target set`);
  const preview: StoredPreview = { data, warnings: response.warnings, provenance: response.provenance };
  const bound = {
    ...subject,
    payloadCommit: plain(commit),
    targetSetHash: data.target_set_hash,
    snapshot: plain(data.snapshot),
    previewFingerprint: fingerprintOf(data),
    forceRequired: data.force_required,
    expiresAt: new Date(Math.min(now.getTime() + parts.limits.proposalTtlSec * 1_000, previewed.plan?.expiresAt.getTime() ?? Infinity)),
  };
  const proposal: NewProposal = {
    ...bound,
    ...sealPayload(parts.keys, bound),
    botId: run.botId,
    correlationId,
    asked: { ...run },
    source: run.source,
    payloadHash,
    preview: plain(preview),
    targetTotal: data.affected_count,
    targetIds: [...data.targets.ids],
    conflictGroups: [...conflictGroupsOf(definition, { proposalId, ownerUserId: run.ownerId, commit })],
    forceReasons: [...data.force_reasons],
    createdAt: now,
    planId: previewed.plan?.planId ?? null,
    messageEffectId: previewed.messageEffectId,
  };
  return {
    type: 'offer',
    proposal,
    audit: [
      actionEvent(subject, 'action_previewed', {
        payload_hash: payloadHash,
        scope_kind: data.scope?.kind ?? null,
        affected_count: data.affected_count,
        target_set_hash: data.target_set_hash,
        force_required: data.force_required,
        warnings: response.warnings.map((one) => one.code),
        as_of: response.as_of,
      }),
    ],
  };
}

/** As it will be read back from the database: what is signed must be what is stored. */
function plain<T extends object>(value: T): T {
  return JSON.parse(canonicalJson(value)) as T;
}
