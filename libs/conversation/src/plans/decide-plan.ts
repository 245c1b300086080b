import { buildPlan, namedUuid, type DraftStep, type PlanStep, type StoredStep } from '@ownerbot/actions';
import { errorMessage } from '@ownerbot/messages';
import type { Asked } from '../decide/decide-request';
import { answering } from '../decide/decision-parts';
import { acknowledge, followRoute } from '../decide/follow-route';
import type { Request } from '../decide/incoming';
import type { ComposedDomains } from '../domain/compose-domains';
import type { ReplyContext } from '../domain/context';
import { askedTool, type PlanTarget } from '../domain/route';
import { DomainGapError } from '../errors';
import type { Decision, EffectIntent, ToolIntent } from '../model/decision';

/** A plan as a turn stores it. Reads that wait for their condition are numbered behind the effects of the turn. */
export interface BegunPlan {
  readonly planId: string;
  readonly source: string;
  readonly steps: readonly StoredStep[];
  readonly deferred: readonly { readonly step: string; readonly run: ToolIntent }[];
}

/**
 * Begins a plan: its reads run at once, each with an answer of its own, and the change is previewed with all that would follow it. A plan
 * that only reads is nothing that waits, so it has no row.
 */
export function decidePlan(composed: ComposedDomains, asked: Asked, request: Request, { steps }: PlanTarget): Decision {
  const { context, event, session } = asked;
  const built = buildPlan(steps, { registry: composed.actionRegistry, mayAct: () => true, isOffered: (tool) => isOffered(composed, tool, context) });
  if (!built.ok) return followRoute(composed, asked, request, { type: 'refusal', reason: 'PLAN_BLOCKED', reply: { html: errorMessage(context.texts, { code: 'PLAN_BLOCKED', correlationId: event.correlationId, reason: built.cause }) } });
  const { plan } = built;
  const planId = namedUuid(`plan/${event.jobId}`);
  const runs = plan.steps.flatMap((step) => (step.kind === 'TOOL' ? [{ step, run: runOf(step, request, step.id === plan.action?.id ? planId : null) }] : []));
  const begins = ({ step }: (typeof runs)[number]): boolean => step.when === 'always';
  const effects: EffectIntent[] = [...acknowledge(request), ...runs.filter(begins).map(({ run }) => run)];
  const { source } = request.incoming;
  if (plan.action === null) return { ...answering(session, [...acknowledge(request), ...oneAfterAnother(runs.map(({ run }) => run))]), audit: [readsNoted(planId, source, plan.steps)] };
  const deferred = runs.filter((one) => !begins(one)).map(({ step, run }) => ({ step: step.id, run }));
  return { ...answering(session, effects), plan: { planId, source, deferred, steps: plan.steps.map((step) => ({ ...step, fate: null })) } };
}

/** Reads alone are answered in the order in which they were asked for: each begins with the answer of the one before it. */
function oneAfterAnother([first, ...rest]: readonly ToolIntent[]): ToolIntent[] {
  return first === undefined ? [] : [{ ...first, ...(rest.length === 0 ? {} : { then: rest.map((one) => askedTool(one)) }) }];
}

function runOf({ id, tool, payload, presentation }: Extract<PlanStep, { kind: 'TOOL' }>, request: Request, planId: string | null): ToolIntent {
  return {
    type: 'tool', tool, payload, source: 'plan', replyToMessageId: request.type === 'press' ? null : request.incoming.messageId,
    ...(presentation === undefined ? {} : { presentation }),
    ...(planId === null ? {} : { plan: { planId, step: id } }),
  };
}

/** A definite "no" alone is one: what is not known is previewed, and the tool says what happens. */
function isOffered({ tools, actions }: ComposedDomains, name: string, { status: { mode, capabilities = {} } }: ReplyContext): boolean {
  const tool = tools.find((one) => one.name === name);
  if (tool === undefined) throw new DomainGapError('tool', name);
  if (!tool.needsShop || mode === 'DEMO') return true;
  if (mode === 'SIS_DB_RO') return !actions.has(name);
  return !tool.capabilities.some((key) => capabilities[key] === false);
}

function readsNoted(planId: string, source: string, steps: readonly PlanStep[]): Decision['audit'][number] {
  const listed = steps.map(({ id, kind, tool, when }) => ({ id, kind, tool, condition: when, result: 'runs' }));
  return { eventType: 'agent_plan_built', severity: 'info', fields: { plan_id: planId, source, steps: listed } };
}

/** Whether a wish would change something, or tell somebody. */
export function isPlanOfChanges({ actions }: ComposedDomains, steps: readonly DraftStep[]): boolean {
  return steps.some(({ tool }) => actions.has(tool));
}
