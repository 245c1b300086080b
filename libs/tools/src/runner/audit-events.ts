import { filtersHash } from '@ownerbot/shop';
import type { ToolRequest } from '../contract/tool-request';
import type { ToolResponse } from '../contract/tool-response';
import type { ToolDefinition } from '../definition/tool-definition';
import { TOOL_ERRORS } from '../errors';
import { checkFields } from './check-fields';

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

/** `tool` is null for an unknown one. Of a payload that its tool refuses only the hash is told: anything may stand in it. */
export function startedEvent(request: ToolRequest, tool: ToolDefinition | null, run: { attempt: number; at: Date }): ToolAuditEvent {
  return {
    ...frameOf(request, run.at),
    event_type: 'tool_call_started',
    severity: 'info',
    fields: {
      tool: request.tool,
      version: request.version,
      kind: tool?.kind ?? null,
      phase: phaseOf(tool),
      source: request.source,
      mode: request.mode,
      payload_hash: filtersHash(request.tool, { payload: JSON.stringify(request.payload) }),
      payload: tool === null ? {} : allowedFields(tool, request.payload),
      attempt: run.attempt,
    },
  };
}

export function finishedEvent(request: ToolRequest, tool: ToolDefinition | null, response: ToolResponse, run: { latencyMs: number; at: Date }): ToolAuditEvent {
  const { error, provenance } = response;
  return {
    ...frameOf(request, run.at),
    event_type: 'tool_call_finished',
    severity: error === null ? 'info' : TOOL_ERRORS[error.code].severity,
    fields: {
      tool: request.tool,
      phase: phaseOf(tool),
      source: request.source,
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

const phaseOf = (tool: ToolDefinition | null): 'preview' | 'read' => (tool?.kind === 'action' ? 'preview' : 'read');

function frameOf(request: ToolRequest, at: Date): Frame {
  return {
    occurred_at: at,
    correlation_id: request.correlation_id,
    owner_user_id: String(request.actor.owner_user_id),
    chat_id: String(request.actor.chat_id),
    shop_id: request.tenant.shop_id,
  };
}

function allowedFields(tool: ToolDefinition, payload: unknown): Record<string, string | number | boolean> {
  const checked = checkFields(tool.payload, payload);
  const found: Record<string, string | number | boolean> = {};
  if (!checked.ok) return found;
  for (const path of tool.auditFields) {
    const value = path.split('.').reduce<unknown>((owner, key) => (isRecord(owner) ? owner[key] : undefined), checked.value);
    if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'string') found[path] = value;
  }
  return found;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
