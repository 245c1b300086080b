import { buildProposal, cancelPlan, launched, planPlaceOf, previewPlan, resolvePlan, stepsOf, storeProposal, type ActionParts, type BlockCause, type Previewed, type StoredProposal, type StoredStep } from '@ownerbot/actions';
import type { PlanRow } from '@ownerbot/storage';
import type { ErrorInfo, ToolResponse } from '@ownerbot/tools';
import { presentPreview } from '../actions/present-preview';
import { actionFacts } from '../actions/present-outcome';
import { notes } from '../actions/answer-preview';
import type { RunInWork } from '../answers/run-facts';
import { lastSaid, say } from '../answers/say';
import { replyTarget } from '../answers/show-progress';
import { REPLY_N, type AnswerParts } from '../answers/tool-run-parts';
import { errorReply } from '../answers/answer-texts';
import type { ActionFacts, ActionPresenter } from '../actions/action-presenter';
import { paragraphs } from '../actions/present-preview';
import { effectId } from '../model/effect';
import { textMessage } from '../model/message';
import type { NumberedEffect } from '../model/number-effects';
import type { Reply } from '../model/reply';
import { dispatch } from '../turn/dispatch';
import { linesAround, stepLines } from './plan-lines';
import { outcomeOfFailure, outcomeOfRun } from '../record/outcome';
import { followUpOf, previewTeam, type PreviewedTeam } from './preview-team';

/** The preview of a plan's change, on its way to the owner. */
export interface PlanAnswer {
  readonly parts: AnswerParts;
  readonly actions: ActionParts;
  readonly run: RunInWork;
  readonly plan: PlanRow;
  readonly response: ToolResponse;
  readonly attempt: number;
  readonly signal: AbortSignal;
  /** The explanation of a preview that would change nothing. */
  readonly explain: () => Reply;
}

/**
 * Answers the run of a plan's change: one message with all steps, the preview of what waits for the press, and the text that follows it.
 * Proposal, plan and message are written in one transaction; a run that died before it does all of it again.
 */
export async function answerPlan(answer: PlanAnswer): Promise<void> {
  const { actions, run, plan, response, parts } = answer;
  const change = planPlaceOf(run.payload.plan)?.step ?? '';
  const now = parts.clock.now();
  const place = { tenant: run.context.tenant, messageEffectId: effectId(run.payload.effectId, REPLY_N.answer), plan, now, correlationId: run.correlationId };
  const previewed = buildProposal(actions, { ...place, run: run.payload, response });
  const outcome = previewed.type === 'offer' ? 'would_apply' : 'noop';
  const steps = resolvePlan(stepsOf(plan), change, outcome);
  const teams = await teamsOf(answer, steps, factsOf(previewed, response, run));
  const refused = teams.find((one) => one.response.error !== null)?.response.error;
  if (refused !== undefined && refused !== null) return blockPlan(answer, refused);
  const inPlace = teams.find(({ step }) => steps.find(({ id }) => id === step.id)?.fate === 'confirms');
  const offered = inPlace === undefined ? previewed : buildProposal(actions, { ...place, run: inPlace.run, response: inPlace.response });
  const followUps = teams.filter((one) => one !== inPlace);
  await write(answer, { change, outcome, steps, offered, followUps, audit: inPlace === undefined ? [] : previewed.audit, at: now });
}

/** Those whose condition holds, or may come to hold. */
async function teamsOf({ parts, run, attempt, signal }: PlanAnswer, steps: readonly StoredStep[], change: ActionFacts): Promise<PreviewedTeam[]> {
  const teams: PreviewedTeam[] = [];
  for (const step of steps) {
    if (step.kind === 'NOTIFY_TEAM' && (step.fate === 'follows' || step.fate === 'confirms')) teams.push(await previewTeam(parts, run, { step, attempt, signal, change }));
  }
  return teams;
}

/** Of a change that would do nothing there is only what was understood. */
function factsOf(previewed: Previewed, response: ToolResponse, run: RunInWork): ActionFacts {
  if (previewed.type === 'offer') return actionFacts({ ...previewed.proposal, result: null });
  const { tool, mode, warnings, provenance } = response;
  const data = response.data as ActionFacts['preview']['data'];
  return { proposalId: '', tool, mode, asked: { ...run.payload.input }, commit: data.interpretation ?? {}, preview: { data, warnings, provenance }, result: null };
}

interface ReadyPlan {
  readonly change: string;
  readonly outcome: 'would_apply' | 'noop';
  readonly steps: readonly StoredStep[];
  readonly offered: Previewed;
  readonly followUps: readonly PreviewedTeam[];
  /** Of the preview that another one took the place of. */
  readonly audit: Previewed['audit'];
  readonly at: Date;
}

async function write(answer: PlanAnswer, ready: ReadyPlan): Promise<void> {
  const { parts, actions, run, plan } = answer;
  const { payload, correlationId } = run;
  const { change, outcome, steps, offered, at } = ready;
  const proposal = offered.type === 'offer' ? offered.proposal : null;
  const reads = launched(steps.filter((step) => step.fate === 'runs' && step.when !== 'always'), { at, keptSec: actions.limits.readRetryDeadlineSec });
  let stored: StoredProposal = { effects: [], written: [] };
  await say(parts, run, {
    ...POINTS,
    outcome: outcomeOfRun(answer.response, { tool: payload.tool, kind: 'plan', artifacts: 0 }),
    message: textMessage(shown(answer, ready), placeOf(run)),
    next: reads as readonly NumberedEffect[],
    audit: notes(proposal === null ? [...ready.audit, ...offered.audit] : ready.audit),
    within: async (tx) => {
      if (proposal !== null) stored = await storeProposal(tx, { proposal, toolEffectId: payload.effectId, audit: offered.audit, at });
      await previewPlan(actions.keys, tx, { plan, change, outcome, proposalId: proposal?.proposalId ?? null, followUps: ready.followUps.map(followUpOf), at });
    },
  });
  if (stored.effects.length === 0) return;
  const chat = { botId: payload.botId, chatId: payload.chatId, correlationId };
  await dispatch(parts, { seq: null, chat, effects: stored.effects as readonly NumberedEffect[], written: stored.written, recheck: false, added: 'tool.answer-added' });
}

const POINTS = { what: 'answer', written: 'tool.answer-written', added: 'tool.answer-added' } as const;

function placeOf(run: RunInWork): { editOf: string | null; replyToMessageId: string | null } {
  const editOf = lastSaid(run);
  return { editOf, replyToMessageId: replyTarget(editOf === null ? run : { ...run, isOneOfSeveral: true }) };
}

/** The steps, then the preview that waits for the press, then what follows it. */
function shown({ parts, run: { context }, explain }: PlanAnswer, { steps, offered, followUps, outcome }: ReadyPlan): Reply {
  const explained = outcome === 'noop' ? ['', explain().html, ''] : [];
  if (offered.type === 'noop') return { html: paragraphs([...stepLines(steps, context), ...explained]) };
  const facts = actionFacts({ ...offered.proposal, result: null });
  const { before, behind } = linesAround(parts.composed, { steps, followUps: followUps.map(followUpOf), facts }, context);
  const { forceRequired, expiresAt } = offered.proposal;
  return presentPreview(presenterOf(parts, facts.tool), { facts, forceRequired, expiresAt }, context, { before: [...before, ...explained], behind });
}

function presenterOf({ composed }: AnswerParts, tool: string): ActionPresenter {
  const presenter = composed.actions.get(tool)?.presenter;
  if (presenter === undefined) throw new TypeError(`no domain tells of ${tool}`);
  return presenter;
}

/** Errors that say what the plan lacks; others are told as those of any request. */
const CAUSES: readonly string[] = ['UPSTREAM_NOT_IMPLEMENTED', 'CONFIG_MISSING'] satisfies BlockCause[];

/** The plan cannot go on: nothing of it is offered any more, and its answer says why. */
export async function blockPlan({ parts, run, plan }: Pick<PlanAnswer, 'parts' | 'run' | 'plan'>, error: ErrorInfo): Promise<void> {
  const at = parts.clock.now();
  const cause = CAUSES.find((one): one is BlockCause => one === error.code);
  const told: ErrorInfo = cause === undefined ? error : { code: 'PLAN_BLOCKED', message_key: 'error.PLAN_BLOCKED.text', params: {}, details: { cause, reason: cause }, retryable: false };
  const reply = errorReply({ ...run, run: run.facts, error: told });
  await say(parts, run, { ...POINTS, outcome: failure(run, told.code), message: textMessage(reply, placeOf(run)), within: (tx) => cancelPlan(tx, plan, 'blocked', at) });
}

/** There is no such plan any more. */
export async function answerGone(parts: AnswerParts, run: RunInWork, why: 'gone' | 'replaced'): Promise<void> {
  const { texts } = run.context;
  const error: ErrorInfo = { code: 'PLAN_NOT_FOUND', message_key: 'error.PLAN_NOT_FOUND.text', params: {}, retryable: false };
  const reply = why === 'replaced' ? { html: texts.html('plan.replaced') } : errorReply({ ...run, run: run.facts, error });
  await say(parts, run, { ...POINTS, outcome: failure(run, error.code), message: textMessage(reply, placeOf(run)) });
}

const failure = ({ payload: { tool } }: RunInWork, code: string) => outcomeOfFailure('error', code, { kind: 'plan', tool });
