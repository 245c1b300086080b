import { askPlanner, offerTools, PlannerError, PROMPT_VERSION, sameTextKey } from '@ownerbot/planner';
import { done, interrupted, type JobContext, type Outcome } from '@ownerbot/queues';
import { dispatchReady } from '../../turn/dispatch';
import { whileStoresAnswer } from '../../turn/take-turn';
import { readWaitedRun } from '../../turn/waited-run';
import type { PlanCallFacts, PlanRunEnd } from '../planned-data';
import { admitRequest, knownAnswer, momentIn } from './accounts';
import { endPlan, type PlanAccount } from './end-plan';
import type { PlanRun } from './plan-run';
import type { Planning, PlanRunParts } from './plan-run-parts';
import { showThinking } from './say-plan';

/**
 * The handler of `intent.plan`: asks a language model what a text means. Whatever happens on the way, its end is the one event `planned`,
 * written by the transaction that finishes the run; a failure is an end too.
 */
export function createPlanRuns(parts: PlanRunParts): (job: JobContext<'intent.plan'>) => Promise<Outcome> {
  return (job) => whileStoresAnswer(() => runPlan(parts, job));
}

async function runPlan(parts: PlanRunParts, job: JobContext<'intent.plan'>): Promise<Outcome> {
  const before = await readWaitedRun(parts, job.payload, job.correlationId);
  if (before === null || before.isFinished) {
    await dispatchReady(parts, job.payload);
    return done();
  }
  await parts.atCrashPoint('plan.begun');
  const thinking = showThinking(parts, before);
  const begun = performance.now();
  let run: PlanRun = before;
  let attempt: Attempt | null = null;
  try {
    attempt = await attemptOf(parts, job, before);
  } finally {
    run = await thinking.stop();
  }
  await parts.atCrashPoint('plan.answered');
  if (attempt === null) return interrupted('the run was told to stop');
  const ms = Math.round(performance.now() - begun);
  const { end, reused, account } = attempt;
  parts.observe.planRun?.(end.type === 'answer' ? (reused ? 'reused' : 'ok') : [end.code, ...(end.reason === null ? [] : [end.reason])].join('.'), ms);
  await endPlan(parts, run, { end, asked: callFacts(parts.planning, { ms, tokens: account.tokens, reused }), account });
  return done();
}

interface Attempt {
  readonly end: PlanRunEnd;
  readonly reused: boolean;
  readonly account: PlanAccount;
}

const failure = (code: Extract<PlanRunEnd, { type: 'failure' }>['code'], reason: string | null = null): PlanRunEnd => ({ type: 'failure', code, reason, tells: false });

/** Null: the run was told to stop before it came to an end. */
async function attemptOf(parts: PlanRunParts, { signal }: JobContext<'intent.plan'>, run: PlanRun): Promise<Attempt | null> {
  const { planning, composed: { planner }, db, clock } = parts;
  const { payload, context, locale } = run;
  const now = clock.now();
  const at = momentIn(now, context.timezone);
  const nothing: PlanAccount = { at, tokens: 0, failed: null, sameText: null };
  if (planning === null || planner === null) return { end: failure('PROVIDER_OFF'), reused: false, account: nothing };
  const tools = offerTools(planner.tools(context), planning.allowedActions);
  const offered = tools.map(({ name }) => name);
  const { provider, maxInputChars } = planning;
  const sameText = sameTextKey({ ownerId: payload.ownerId, text: payload.text, language: locale, day: at.day, provider, offered });
  const known = await knownAnswer(db, sameText, now);
  if (known !== null) return { end: { type: 'answer', answer: known, offered }, reused: true, account: nothing };
  const admission = await admitRequest(db, planning, { ownerId: payload.ownerId, at, now });
  if (!admission.isAdmitted) return { end: failure(admission.why), reused: false, account: nothing };
  try {
    const facts = { today: at.day, zone: context.timezone, language: locale, lastRead: readLastRead(payload.lastRead) };
    const { answer, usage } = await askPlanner(provider, { text: payload.text, facts, maxInputChars, signal, tools, actionTemplates: planner.actionTemplates() });
    return { end: { type: 'answer', answer, offered }, reused: false, account: { at, tokens: usage.totalTokens, failed: null, sameText } };
  } catch (error) {
    if (signal.aborted) return null;
    if (!(error instanceof PlannerError)) throw error;
    const { code, reason } = error.failure;
    return { end: failure(code, reason), reused: false, account: { at, tokens: error.usage?.totalTokens ?? 0, failed: { code, fingerprint: provider.fingerprint }, sameText: null } };
  }
}

export function callFacts(planning: Planning | null, cost: Pick<PlanCallFacts, 'ms' | 'tokens' | 'reused'>): PlanCallFacts {
  return { provider: planning?.provider.provider ?? 'off', model: planning?.provider.model ?? '', promptVersion: PROMPT_VERSION, ...cost };
}

function readLastRead(stored: unknown): { tool: string; period: string | null } | null {
  if (typeof stored !== 'object' || stored === null || !('tool' in stored) || typeof stored.tool !== 'string') return null;
  return { tool: stored.tool, period: 'period' in stored && typeof stored.period === 'string' ? stored.period : null };
}

