import { failedFields, KEPT_ANSWER_SEC, type BudgetMoment, type FailedCall } from '@ownerbot/planner';
import { recordToolResult, reopenEvent, type Db, type NewKeptValue } from '@ownerbot/storage';
import type { AuditNote } from '../../model/audit-note';
import { dispatch } from '../../turn/dispatch';
import type { ConversationParts } from '../../turn/turn-parts';
import { endingEvent, generationOf } from '../../turn/waited-run';
import { readHeardFacts, type PlanCallFacts, type PlannedData, type PlanRunEnd } from '../planned-data';
import { PLANNED_N } from '../thinking';
import { answerKey, countTokens, noteFailure, tellsOfBudget } from './accounts';
import { saidLast, type PlanRun } from './plan-run';

/** What is counted together with an end. */
export interface PlanAccount {
  readonly at: BudgetMoment;
  readonly tokens: number;
  /** Of the provider, where it failed. */
  readonly failed: FailedCall | null;
  /** Under which the answer is kept for the same text; null: it is not. */
  readonly sameText: string | null;
}

interface PlanEnding {
  readonly end: PlanRunEnd;
  readonly asked: PlanCallFacts;
  readonly account: PlanAccount;
}

/**
 * Ends a plan: what it cost is counted and its event `planned` is written in the transaction that finishes the effect, so there is one of
 * each, wherever the process dies. One that was dropped meanwhile says nothing; its cost counts all the same.
 */
export async function endPlan(parts: ConversationParts, run: PlanRun, ending: PlanEnding): Promise<void> {
  const { payload, correlationId } = run;
  const { botId, chatId } = payload;
  const { planned, written, isBroken } = await parts.db.transaction(async (tx) => {
    const { alert, end } = await settleAccounts(parts, tx, run, ending);
    const event = plannedEffect(run, { ...ending, end });
    const { data, effect, generation } = event;
    const at = parts.clock.now();
    const result = await recordToolResult(tx, {
      effectId: payload.effectId,
      at,
      replies: [effect],
      audit: [...auditOf(run, { ...ending, end }), ...alert].map((note) => ({ ...note, ownerUserId: payload.ownerId, chatId })),
      keep: keptOf(ending),
      finish: true,
    });
    if (result.recorded && generation > 0) await reopenEvent(tx, { botId, updateId: payload.updateId, event: 'planned', generation, payload: data, at });
    return { planned: effect, written: result.effects, isBroken: alert.length > 0 };
  });
  if (isBroken) parts.log.error('llm_provider_broken', { correlationId, provider: ending.asked.provider, model: ending.asked.model });
  await parts.atCrashPoint('plan.end-written');
  await dispatch(parts, { seq: null, chat: { botId, chatId, correlationId }, effects: [planned], written, recheck: false, added: 'plan.end-added' });
}

/** Budget and circuit. @returns the end as the owner is told it, and what operators must know. */
async function settleAccounts({ clock }: ConversationParts, tx: Db, { payload: { ownerId } }: PlanRun, { end, asked, account }: PlanEnding): Promise<{ end: PlanRunEnd; alert: AuditNote[] }> {
  const { at, tokens, failed } = account;
  const now = clock.now();
  const isBroken = failed !== null && (await noteFailure(tx, failed, now));
  if (tokens > 0) await countTokens(tx, { ownerId, at, now, tokens });
  const isSpent = end.type === 'failure' && end.code === 'BUDGET_SPENT';
  return {
    end: isSpent ? { ...end, tells: await tellsOfBudget(tx, { ownerId, at, now }) } : end,
    alert: isBroken ? [{ eventType: 'llm_provider_broken', severity: 'error', fields: { provider: asked.provider, model: asked.model, code: failed.code } }] : [],
  };
}

function plannedEffect(run: PlanRun, { end, asked }: Pick<PlanEnding, 'end' | 'asked'>) {
  const { payload } = run;
  const generation = generationOf(payload);
  const data: PlannedData = {
    effectId: payload.effectId,
    messageId: payload.messageId ?? null,
    text: payload.text,
    heard: readHeardFacts(payload.heard),
    isForwarded: payload.isForwarded === true,
    said: saidLast(run),
    isLate: payload.isLate === true,
    isReplay: generation > 0,
    asked,
    end,
  };
  return { data, effect: endingEvent(payload, 'planned', PLANNED_N, data), generation };
}

/** Of a failure. What became of an answer is noted when the guardrails have judged it. */
function auditOf({ payload: { text } }: PlanRun, { end, asked: { provider, model, promptVersion, ms, tokens } }: PlanEnding): AuditNote[] {
  if (end.type !== 'failure') return [];
  const fields = failedFields({ provider: { provider, model }, promptVersion, text, ms }, { code: end.code, reason: end.reason, tokens });
  return [{ eventType: 'llm_intent_failed', severity: 'info', fields }];
}

function keptOf({ end, account: { at, sameText } }: PlanEnding): NewKeptValue[] {
  return end.type === 'answer' && sameText !== null ? [{ key: answerKey(sameText), value: { at: at.now, answer: end.answer }, ttlSec: KEPT_ANSWER_SEC }] : [];
}
