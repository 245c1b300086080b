import { ShopError, type ShopCall, type ShopPort } from '@ownerbot/shop';
import type { ToolRequest, ToolSource } from '../contract/tool-request';
import type { ToolResponse } from '../contract/tool-response';
import { TIME_CLASSES } from '../definition/time-classes';
import { NO_OWN_DATA } from '../definition/own-data';
import { callOf, type ShopToolContext, type ToolContext } from '../definition/tool-context';
import type { ShopToolDefinition, ToolAnswer, ToolDefinition } from '../definition/tool-definition';
import { ToolError, validationError } from '../errors';
import { tooLong, type AskedWindow } from '../periods/resolve-period';
import { checkOutput, checkPayload } from './check-payload';
import type { ToolRunnerParts } from './runner-parts';
import { verify } from './verify';
import { warn } from './warnings';
import { withinAttempt } from './within-attempt';

const STALE_AFTER_MS = 15 * 60_000;

/** Sources that may only look: a request of theirs that would change something is a defect of ours, and never reaches a handler. */
const REPORT_ONLY: readonly ToolSource[] = ['brief', 'digest', 'alert'];

export interface StepOptions {
  readonly signal: AbortSignal | undefined;
  /** The runner itself, for reads that a handler asks. */
  readonly run: (request: ToolRequest, signal: AbortSignal) => Promise<ToolResponse>;
}

/** Steps 2 to 8 of the runner: throws what goes wrong, answers what is right. */
export async function runSteps(parts: ToolRunnerParts, request: ToolRequest, { signal, run }: StepOptions): Promise<ToolResponse> {
  const tool = parts.registry.find(request.tool, request.version);
  if (tool === null) throw new ToolError('NOT_IMPLEMENTED', `there is no tool ${request.tool} ${request.version}`);
  guardSource(parts, request, tool);
  const now = parts.clock.now();
  const timezone = request.actor.timezone ?? request.tenant.timezone;
  const payload = checkPayload(tool, request.payload);
  guardPresentation(request, tool);
  const window = tool.window?.(payload, { now, timezone }) ?? null;

  const limitMs = Math.min(TIME_CLASSES[tool.timeClass].attemptMs, Date.parse(request.deadline_at) - now.getTime());
  const { answer, mode } = await withinAttempt(limitMs, signal, async (attempt) => {
    const context: ToolContext = {
      correlationId: request.correlation_id,
      actor: request.actor,
      tenant: request.tenant,
      mode: request.mode,
      now,
      timezone,
      window,
      signal: attempt,
      log: parts.log.child({ correlationId: request.correlation_id, tool: tool.name }),
      own: parts.own ?? NO_OWN_DATA,
      read: (name, asked, zone) => run(partOf(parts, request, { name, payload: asked, zone }), attempt),
    };
    return tool.needsShop ? askShop(parts, tool, payload, context) : ownAnswer(request, await tool.handle(payload, context));
  });

  checkOutput(tool, answer.data);
  const response = responseOf(request, mode, answer, parts.clock.now());
  verify(response, { requestMode: request.mode, window, listLength: tool.list?.(answer.data)?.length ?? null, now: parts.clock.now() });
  return response;
}

/** The request of one read out of several that a tool is made of. */
function partOf({ registry }: ToolRunnerParts, { presentation: _whole, ...request }: ToolRequest, { name, payload, zone }: { readonly name: string; readonly payload: object; readonly zone: string | undefined }): ToolRequest {
  const actor = zone === undefined ? request.actor : { ...request.actor, timezone: zone };
  return { ...request, actor, tool: name, version: registry.named(name)?.version ?? request.version, idempotency_key: `${request.idempotency_key}-${name}`, source: 'brief', payload };
}

function guardSource({ llmActionTools = [] }: ToolRunnerParts, request: ToolRequest, tool: ToolDefinition): void {
  const isOwner = Number.isSafeInteger(request.actor.owner_user_id) && tool.roles.includes(request.actor.role);
  if (!isOwner) throw new ToolError('ACTOR_REQUIRED', `${tool.name} needs an owner`);
  if (request.source === 'llm' && tool.kind === 'action' && !llmActionTools.includes(tool.name)) {
    throw new ToolError('ACTION_TOOL_NOT_ALLOWED', `the planner may not ask for ${tool.name}`);
  }
  if (REPORT_ONLY.includes(request.source) && tool.kind === 'action') throw new ToolError('REPORT_ONLY_ENFORCED', `${tool.name} changes something, and ${request.source} only reads`);
}

function guardPresentation(request: ToolRequest, tool: ToolDefinition): void {
  const kind = request.presentation?.kind ?? 'text';
  if (!tool.presentations.includes(kind)) {
    throw validationError([{ path: 'presentation.kind', rule: 'one_of', allowed: tool.presentations.join(', ') }]);
  }
}

/** An answer that is made of reads was answered by whoever answered them. */
function ownAnswer({ mode }: ToolRequest, answer: ToolAnswer<object>): { answer: ToolAnswer<object>; mode: ToolResponse['mode'] } {
  return { answer, mode: answer.mode ?? mode };
}

async function askShop(
  { chooseShop }: ToolRunnerParts,
  tool: ShopToolDefinition,
  payload: object,
  context: ToolContext,
): Promise<{ answer: ToolAnswer<object>; mode: ToolResponse['mode'] }> {
  const call = callOf(context);
  const shop = await chooseShop(context.mode, call);
  await guardCapabilities(tool, context.window, shop, call);
  const shopContext: ShopToolContext = { ...context, shop, call };
  // AUTO may be answered by the demo shop; the answer then says so.
  return { answer: await tool.handle(payload, shopContext), mode: shop.mode === 'DEMO' ? 'DEMO' : context.mode };
}

/** Only a definite "no" blocks a tool: a shop that cannot be asked now is asked by the handler, and fails there. */
async function guardCapabilities(tool: ShopToolDefinition, window: AskedWindow | null, shop: ShopPort, call: ShopCall): Promise<void> {
  const offered = await shop.capabilities(call).catch((error: unknown) => {
    if (error instanceof ShopError && error.code === 'UPSTREAM_UNAVAILABLE') return null;
    throw error;
  });
  if (offered === null) return;
  const { endpoints, limits } = offered.data;
  const lacking = tool.capabilities.find((key) => endpoints[key] === false);
  if (lacking !== undefined) throw new ToolError('UPSTREAM_NOT_IMPLEMENTED', `the shop does not offer ${lacking}`);
  if (window !== null && window.days > limits.max_window_days) throw tooLong('period', limits.max_window_days);
}

function responseOf(request: ToolRequest, mode: ToolResponse['mode'], answer: ToolAnswer<object>, now: Date): ToolResponse {
  const asOf = answer.provenance?.as_of ?? null;
  const ageMs = asOf === null ? 0 : now.getTime() - Date.parse(asOf);
  const stale = ageMs > STALE_AFTER_MS ? [warn('STALE_DATA', { as_of: asOf, age_minutes: Math.floor(ageMs / 60_000) })] : [];
  return {
    status: 'ok',
    tool: request.tool,
    version: request.version,
    correlation_id: request.correlation_id,
    mode,
    as_of: asOf,
    data: answer.data,
    artifacts: answer.artifacts ?? [],
    warnings: [...(answer.warnings ?? []), ...stale],
    provenance: answer.provenance ?? null,
    error: null,
    ...(answer.commit === null || answer.commit === undefined ? {} : { commit: answer.commit }),
  };
}
