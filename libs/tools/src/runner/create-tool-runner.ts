import { sleep } from '@ownerbot/runtime';
import type { ToolRequest } from '../contract/tool-request';
import type { ToolResponse } from '../contract/tool-response';
import { toToolError, errorInfo, isInterruption } from './map-error';
import { finishedEvent, startedEvent, type ToolAuditEvent } from './audit-events';
import { runSteps } from './run-steps';
import type { ToolRunnerParts } from './runner-parts';

export interface RunOptions {
  /** 1 for the first. */
  readonly attempt?: number;
  /** Fires when the process must let go; the run then rejects, it answers nothing. */
  readonly signal?: AbortSignal;
}

/**
 * The only way to a handler. Every failure becomes an error response; it rejects only when the run was interrupted:
 * with the reason of `signal`, or with `StoreUnavailableError` when Postgres is away.
 */
export interface ToolRunner {
  run(request: ToolRequest, options?: RunOptions): Promise<ToolResponse>;
}

const AUDIT_ATTEMPTS = 3;
const AUDIT_PAUSE_MS = 50;

export function createToolRunner(parts: ToolRunnerParts): ToolRunner {
  return { run: (request, options = {}) => runTool(parts, request, options) };
}

async function runTool(parts: ToolRunnerParts, request: ToolRequest, options: RunOptions): Promise<ToolResponse> {
  const { clock, registry } = parts;
  const startedAt = clock.now();
  const started = performance.now();
  const tool = registry.find(request.tool, request.version);
  await recordEvent(parts, startedEvent(request, tool, { attempt: options.attempt ?? 1, at: startedAt }));
  const response = await answerOf(parts, request, options);
  const latencyMs = Math.round(performance.now() - started);
  await recordEvent(parts, finishedEvent(request, tool, response, { latencyMs, at: clock.now() }));
  return response;
}

async function answerOf(parts: ToolRunnerParts, request: ToolRequest, { signal }: RunOptions): Promise<ToolResponse> {
  try {
    return await runSteps(parts, request, { signal, run: (part, within) => runTool(parts, part, { signal: within }) });
  } catch (error) {
    signal?.throwIfAborted();
    if (isInterruption(error)) throw error;
    return errorResponse(parts, request, error);
  }
}

function errorResponse({ log }: ToolRunnerParts, request: ToolRequest, error: unknown): ToolResponse {
  const mapped = toToolError(error);
  const isDefect = mapped.code === 'TOOL_EXECUTION_FAILED' || mapped.code === 'TOOL_CONTRACT_BROKEN' || mapped.code.startsWith('PROVENANCE_');
  log[isDefect ? 'error' : 'info']('tool_call_failed', {
    correlationId: request.correlation_id,
    tool: request.tool,
    code: mapped.code,
    error: isDefect ? (mapped.cause ?? mapped) : mapped.message,
  });
  return {
    status: 'error',
    tool: request.tool,
    version: request.version,
    correlation_id: request.correlation_id,
    mode: request.mode,
    as_of: null,
    data: {},
    artifacts: [],
    warnings: [],
    provenance: null,
    error: errorInfo(mapped),
  };
}

/** A read whose audit cannot be written still answers: the write is tried again, then counted as lost. */
async function recordEvent({ audit, log, onAuditLost }: ToolRunnerParts, event: ToolAuditEvent): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await audit(event);
      return;
    } catch (error) {
      if (attempt < AUDIT_ATTEMPTS) {
        await sleep(AUDIT_PAUSE_MS);
        continue;
      }
      log.error('audit_write_failed', { correlationId: event.correlation_id, eventType: event.event_type, error });
      onAuditLost?.();
      return;
    }
  }
}
