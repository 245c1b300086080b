import { dead, done, interrupted, later, type JobContext, type Outcome } from '@ownerbot/queues';
import type { ErrorInfo, ToolResponse } from '@ownerbot/tools';
import { openPlan, planPlaceOf } from '@ownerbot/actions';
import type { PlanRow } from '@ownerbot/storage';
import { answerPreview } from '../actions/answer-preview';
import { answerGone, answerPlan, blockPlan } from '../plans/answer-plan';
import { keepLastRead } from '../domain/recent';
import { RequestExpiredError } from '../errors';
import { textMessage } from '../model/message';
import type { KeptValue, Reply } from '../model/reply';
import { dispatchReady } from '../turn/dispatch';
import { whileStoresAnswer } from '../turn/take-turn';
import { errorReply, keptNotice } from './answer-texts';
import { nextRun } from './next-run';
import { retryDelayMs } from './retry-delay';
import { readRun, redrawn, type RunInWork } from './run-facts';
import { outcomeOfRun, soFarOf } from '../record/outcome';
import { requestOfRun } from '../record/request-of-run';
import { lastSaid, say, type Saying } from './say';
import { replyTarget, showProgress } from './show-progress';
import type { AnswerParts } from './tool-run-parts';

/** Errors after which a request is kept and tried again. */
const KEPT_CODES = ['UPSTREAM_UNAVAILABLE', 'TOOL_TIMEOUT'];

/**
 * The handler of `tool.run`: runs the tool and writes its one answer. Whatever happens on the way, the answer is the message
 * with the number of the answer, written by the statement that finishes the run: a second run of the same job finds it.
 */
export function createToolRuns(parts: AnswerParts): (job: JobContext<'tool.run'>) => Promise<Outcome> {
  return (job) => whileStoresAnswer(() => runTool(parts, job));
}

async function runTool(parts: AnswerParts, job: JobContext<'tool.run'>): Promise<Outcome> {
  const before = await readRun(parts, job.payload, job.correlationId);
  if (before === null || before.isFinished) {
    await dispatchReady(parts, job.payload);
    return done();
  }
  const plan = await planOfRun(parts, before);
  if (plan === 'answered') return done();
  await parts.atCrashPoint('tool.begun');
  const progress = showProgress(parts, before);
  let response: ToolResponse | null = null;
  let run = before;
  try {
    response = await attempt(parts, job, before);
  } finally {
    run = await progress.stop();
  }
  await parts.atCrashPoint('tool.ran');
  if (response === null) return interrupted('the run was told to stop');

  const { error } = response;
  if (error === null) {
    parts.observe.toolRun(job.payload.tool, 'ok');
    const { actions } = parts;
    if (actions !== undefined && plan !== null) {
      await answerPlan({ parts, actions, run, plan, response, attempt: job.attempt, signal: job.signal, explain: () => presented(parts, run, response).reply });
    } else if (actions !== undefined && parts.composed.actions.has(job.payload.tool)) {
      await answerPreview({ parts, actions, run, response, explain: () => presented(parts, run, response).reply });
    } else {
      const shown = presented(parts, run, response);
      await answer(parts, run, shown.reply, { of: shown.response, keep: lastRead(parts, run), mayRedraw: true });
    }
    return done();
  }
  parts.observe.toolRun(job.payload.tool, error.code);
  if (KEPT_CODES.includes(error.code)) return keep(parts, run, error);
  if (plan !== null) {
    await blockPlan({ parts, run, plan }, error);
    return done();
  }
  await answerError(parts, run, error);
  return done();
}

/** The plan whose change the run previews; null: it belongs to none. Of a plan that is over the run says so, and that is its answer. */
async function planOfRun(parts: AnswerParts, run: RunInWork): Promise<PlanRow | 'answered' | null> {
  const place = planPlaceOf(run.payload.plan);
  if (place === null || parts.actions === undefined) return null;
  const opened = await openPlan(parts.db, { place, effectId: run.payload.effectId, at: parts.clock.now() });
  if (opened.type === 'open') return opened.plan;
  await answerGone(parts, run, opened.type);
  return 'answered';
}

/** Null: the run was told to stop before the tool came to an end. */
async function attempt(parts: AnswerParts, job: JobContext<'tool.run'>, run: RunInWork): Promise<ToolResponse | null> {
  const { signal, payload, correlationId } = job;
  try {
    const response = await parts.runTool({ run: payload, correlationId, attempt: job.attempt, tenant: run.context.tenant, mode: payload.mode ?? run.context.status.mode, signal });
    // What a cut run says of itself is no answer.
    return signal.aborted && response.status === 'error' ? null : response;
  } catch (error) {
    if (signal.aborted) return null;
    throw error;
  }
}

/** An answer, with what it is made of: figures that cannot be shown are no answer. */
function presented(parts: AnswerParts, run: RunInWork, response: ToolResponse): { readonly reply: Reply; readonly response: Answered } {
  try {
    if (run.presenter === undefined) throw new TypeError(`no presenter for ${run.payload.tool}`);
    return { reply: run.presenter.answer(response, run.context, run.facts), response };
  } catch (error) {
    // The figures are there but cannot be shown: our defect, and no repetition cures it.
    parts.log.error('presenter_failed', { correlationId: run.correlationId, tool: run.payload.tool, error });
    return { reply: errorReply({ ...run, run: run.facts, error: internalError() }), response: failedWith(internalError()) };
  }
}

/** Our own defects have one text. */
export function internalError(): ErrorInfo {
  return { code: 'TOOL_EXECUTION_FAILED', message_key: 'error.INTERNAL.text', params: {}, retryable: false };
}

/** What of a response its request is recorded by. */
type Answered = Pick<ToolResponse, 'status' | 'warnings' | 'provenance' | 'error'>;

export const failedWith = (error: ErrorInfo): Answered => ({ status: 'error', warnings: [], provenance: null, error });

/** Ends a run with what went wrong. */
export async function answerError(parts: AnswerParts, run: RunInWork, error: ErrorInfo): Promise<void> {
  await answer(parts, run, errorReply({ ...run, run: run.facts, error }), { of: failedWith(error) });
}

interface AnswerOptions {
  readonly of: Answered;
  readonly keep?: readonly KeptValue[];
  /** An error leaves what stands in the message that it was asked from. */
  readonly mayRedraw?: boolean;
}

/** Writes the answer, which finishes the run; the progress message or the notice, where there is one, becomes it. */
export async function answer(parts: AnswerParts, run: RunInWork, reply: Reply, { of, keep = [], mayRedraw = false }: AnswerOptions): Promise<void> {
  const editOf = lastSaid(run);
  const editMessageId = mayRedraw && editOf === null ? redrawn(run) : null;
  const replyToMessageId = editOf === null ? replyTarget(run) : messageOfRequest(run);
  await say(parts, run, {
    what: 'answer',
    message: textMessage(reply, { editOf, editMessageId, replyToMessageId: redrawn(run) === null ? replyToMessageId : null }),
    ...(reply.file === undefined ? {} : { file: reply.file }),
    ...(reply.audit === undefined ? {} : { audit: reply.audit }),
    ...endOf(parts, run, of, reply),
    keep: [...(reply.keep ?? []), ...keep],
    written: 'tool.answer-written',
    added: 'tool.answer-added',
  });
}

/** What comes after an answer: the next read of the same request, or the record of what the request has come to. */
function endOf(parts: AnswerParts, run: RunInWork, response: Answered, { file, advice }: Reply): Pick<Saying, 'next' | 'outcome'> {
  const request = requestOfRun(run.payload);
  const artifacts = file === undefined ? 0 : 1;
  const next = nextRun(parts, run, request === null ? null : { ...request, soFar: soFarOf(response, artifacts, request.soFar) });
  const outcome = next.length > 0 ? null : outcomeOfRun(response, { tool: run.payload.tool, kind: advice === undefined ? 'read' : 'advice', artifacts, advice }, request?.soFar);
  return { next, outcome };
}

/** What was read can be asked for again. */
function lastRead({ clock }: AnswerParts, { facts, payload }: RunInWork): KeptValue[] {
  // Another part of an answer is no request of its own.
  return facts.follows === undefined ? [keepLastRead(facts, { chatId: payload.chatId, ownerId: payload.ownerId, at: clock.now() })] : [];
}

/** Should the progress message be gone, the answer sent in its stead names its request. */
function messageOfRequest(run: RunInWork): string | null {
  return replyTarget({ ...run, isOneOfSeveral: true });
}

/** The source is away: the owner gets one notice, the job comes again, and after the deadline the answer says so. */
async function keep(parts: AnswerParts, run: RunInWork, error: ErrorInfo): Promise<Outcome> {
  const { payload, correlationId } = run;
  const now = parts.clock.now().getTime();
  const sinceFirstFailureMs = run.firstFailureAt === null ? 0 : now - run.firstFailureAt.getTime();
  const delayMs = retryDelayMs(sinceFirstFailureMs, askedForMs(error));
  if (now + delayMs > Date.parse(payload.deadlineAt)) {
    await answerError(parts, run, { ...error, code: 'UPSTREAM_UNAVAILABLE' });
    return dead(new RequestExpiredError(payload.effectId, error.code));
  }
  if (run.firstFailureAt === null) {
    const isInWork = await say(parts, run, {
      what: 'notice',
      message: textMessage(keptNotice(run.context, payload.effectId, payload.deadlineAt), { editOf: lastSaid(run), replyToMessageId: messageOfRequest(run) }),
      audit: [
        {
          eventType: 'upstream_unavailable',
          severity: 'warning',
          fields: { tool: payload.tool, code: error.code, first_failure_at: new Date(now).toISOString(), next_attempt_at: new Date(now + delayMs).toISOString() },
        },
      ],
      written: 'tool.notice-written',
      added: 'tool.notice-added',
    });
    if (!isInWork) return done();
  }
  parts.log.info('request_kept', { correlationId, tool: payload.tool, code: error.code, delayMs });
  return later(delayMs, `kept: ${error.code}`);
}

/** `Retry-After` of the source, where it gave one longer than a call waits for. */
function askedForMs({ details }: ErrorInfo): number {
  const wait = details?.['retry_after_ms'];
  return typeof wait === 'number' && wait > 0 ? wait : 0;
}
