import type { ToolRun } from '@ownerbot/queues';
import type { ShopMode } from '@ownerbot/shop';
import { PRESENTATION_KINDS, TOOL_SOURCES, type ToolRequest, type ToolSource } from './tool-request';

/** The tenant's settings as the rest of the program names them. */
export interface TenantOfRun {
  readonly project: string;
  readonly shopId: number;
  readonly currency: string;
  readonly timezone: string;
  readonly locale: string;
}

/** The request of a `tool.run` job. `mode` is the effective one; the tenant is read anew for each attempt. */
export function requestOfRun(job: { run: ToolRun; correlationId: string; tenant: TenantOfRun; mode: ShopMode }): ToolRequest {
  const { run, tenant } = job;
  const presentation = PRESENTATION_KINDS.find((kind) => kind === run.presentation);
  return {
    tool: run.tool,
    version: run.version,
    correlation_id: job.correlationId,
    idempotency_key: run.effectId,
    requested_at: run.requestedAt,
    deadline_at: run.deadlineAt,
    actor: { owner_user_id: Number(run.ownerId), chat_id: Number(run.chatId), role: 'owner', timezone: run.timezone },
    tenant: {
      project: tenant.project,
      shop_id: tenant.shopId,
      currency: tenant.currency,
      timezone: tenant.timezone,
      locale: tenant.locale,
    },
    mode: job.mode,
    source: sourceOf(run.source),
    // Only a file concerns the tool; in which words an answer is put is its presenter's.
    ...(presentation === undefined ? {} : { presentation: { kind: presentation } }),
    payload: run.input,
  };
}

/** A source that this version does not know is an owner's words: it earns no rights by its name. */
function sourceOf(name: string): ToolSource {
  return TOOL_SOURCES.find((source) => source === name) ?? 'text';
}
