import { filtersHash } from '@ownerbot/shop';
import type { ToolRequest } from '../contract/tool-request';
import type { ToolResponse } from '../contract/tool-response';
import type { ToolDefinition } from '../definition/tool-definition';
import { TOOL_ERRORS } from '../errors';

/** An event of a tool call for the audit; ids of Telegram as text. Holds no texts, phones or keys. */
export interface ToolAuditEvent {
  readonly event_type: 'tool_call_started' | 'tool_call_finished';
  readonly severity: 'info' | 'warning' | 'error';
  readonly occurred_at: Date;
  readonly correlation_id: string;
  readonly owner_user_id: string;
  readonly chat_id: string;
  readonly shop_id: number;
  readonly fields: Readonly<Record<string, unknown>>;
}

type Frame = Omit<ToolAuditEvent, 'event_type' | 'severity' | 'fields'>;

export function startedEvent(request: ToolRequest, tool: ToolDefinition | null, run: { attempt: number; at: Date }): ToolAuditEvent {
  return {
    ...frameOf(request, run.at),
    event_type: 'tool_call_started',
    severity: 'info',
    fields: {
      tool: request.tool,
      version: request.version,
      kind: tool?.kind ?? null,
      phase: tool?.kind === 'action' ? 'preview' : 'read',
      source: request.source,
      mode: request.mode,
      payload_hash: filtersHash(request.tool, { payload: JSON.stringify(request.payload) }),
      payload: tool === null ? {} : allowedFields(request.payload, tool.auditFields),
      attempt: run.attempt,
    },
  };
}

export function finishedEvent(request: ToolRequest, response: ToolResponse, run: { latencyMs: number; at: Date }): ToolAuditEvent {
  const { error, provenance } = response;
  return {
    ...frameOf(request, run.at),
    event_type: 'tool_call_finished',
    severity: error === null ? 'info' : TOOL_ERRORS[error.code].severity,
    fields: {
      tool: request.tool,
      status: response.status,
      error_code: error?.code ?? null,
      latency_ms: run.latencyMs,
      warnings: response.warnings.map((warning) => warning.code),
      counts: provenance?.counts ?? null,
      completeness: provenance?.completeness.status ?? null,
      as_of: response.as_of,
      artifacts: response.artifacts.length,
    },
  };
}

function frameOf(request: ToolRequest, at: Date): Frame {
  return {
    occurred_at: at,
    correlation_id: request.correlation_id,
    owner_user_id: String(request.actor.owner_user_id),
    chat_id: String(request.actor.chat_id),
    shop_id: request.tenant.shop_id,
  };
}

/** Only the listed paths, and of them only short scalars: a value of the wrong type may be anything that a person wrote. */
function allowedFields(payload: unknown, paths: readonly string[]): Record<string, string | number | boolean> {
  const found: Record<string, string | number | boolean> = {};
  for (const path of paths) {
    const value = path.split('.').reduce<unknown>(
      (owner, key) => (typeof owner === 'object' && owner !== null && Object.hasOwn(owner, key) ? (owner as Record<string, unknown>)[key] : undefined),
      payload,
    );
    if (typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value.length <= 20)) found[path] = value;
  }
  return found;
}
