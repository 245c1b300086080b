import type { ActionRegistry } from '../model/action-definition';
import { MOST_STEPS, PLAN_CONDITIONS, type DraftStep, type Plan, type PlanCondition, type PlanStep, type ToolStep } from './plan-steps';

/** Why a wish is no plan; the `details.cause` of `PLAN_BLOCKED`. */
export const BLOCK_CAUSES = [
  'NO_STEPS', 'TOO_MANY_STEPS', 'FIRST_STEP_NOT_A_TOOL', 'CONDITION_NOT_SUPPORTED', 'SEVERAL_CHANGES', 'NO_CHANGE_BEFORE', 'SEVERAL_MESSAGES', 'NOT_A_TEAM_TOOL', 'TOOL_NOT_ALLOWED',
  'UPSTREAM_NOT_IMPLEMENTED', 'CONFIG_MISSING',
] as const;
export type BlockCause = (typeof BLOCK_CAUSES)[number];

export type BuiltPlan = { readonly ok: true; readonly plan: Plan } | { readonly ok: false; readonly cause: BlockCause; readonly step: string | null };

/** What is known of the tools when a plan is built. */
export interface PlanRules {
  readonly registry: Pick<ActionRegistry, 'named'>;
  /** Whether whoever asks may have this action in a plan; a language model needs it on its list. */
  readonly mayAct: (tool: string) => boolean;
  /** Whether the shop offers the tool, as far as is known. */
  readonly isOffered: (tool: string) => boolean;
}

/**
 * Makes a plan of steps, or says why it is none. Of whatever it lets pass holds, whichever way the preview of the change turns out: one
 * step at most waits for a press, and what follows a commit follows that of the plan's only change. Pure.
 */
export function buildPlan(drafts: readonly DraftStep[], rules: PlanRules): BuiltPlan {
  const [first] = drafts;
  if (first === undefined) return blocked('NO_STEPS', 0);
  if (drafts.length > MOST_STEPS) return blocked('TOO_MANY_STEPS', MOST_STEPS);
  if (first.kind !== 'TOOL') return blocked('FIRST_STEP_NOT_A_TOOL', 0);
  const steps: PlanStep[] = [];
  for (const [at, draft] of drafts.entries()) {
    const { when } = draft;
    if (!isCondition(when)) return blocked('CONDITION_NOT_SUPPORTED', at);
    const cause = whyNot({ ...draft, when }, steps, rules);
    if (cause !== null) return blocked(cause, at);
    steps.push({ ...draft, when, id: idOf(at) });
  }
  return { ok: true, plan: { steps, action: changeAmong(steps, rules) } };
}

/** Null: the step may stand behind those. */
function whyNot(step: Omit<PlanStep, 'id'>, before: readonly PlanStep[], rules: PlanRules): BlockCause | null {
  const { kind, tool, when } = step;
  const change = changeAmong(before, rules);
  if (!rules.isOffered(tool)) return 'UPSTREAM_NOT_IMPLEMENTED';
  const action = rules.registry.named(tool);
  if (action !== null && !rules.mayAct(tool)) return 'TOOL_NOT_ALLOWED';
  if (kind === 'TOOL' && action !== null) {
    // Whether the change is needed is what its own preview says.
    if (change !== null || action.execution.type === 'team') return 'SEVERAL_CHANGES';
    return when === 'always' ? null : 'NO_CHANGE_BEFORE';
  }
  if (kind === 'TOOL') return when !== 'always' && change === null ? 'NO_CHANGE_BEFORE' : null;
  if (action?.execution.type !== 'team') return 'NOT_A_TEAM_TOOL';
  if (change === null) return 'NO_CHANGE_BEFORE';
  // With one of these the message would want a press of its own beside that of the change.
  if (when === 'always' || when === 'would_apply_true') return 'SEVERAL_CHANGES';
  return before.some((other) => other.kind === 'NOTIFY_TEAM' && other.when === when) ? 'SEVERAL_MESSAGES' : null;
}

function changeAmong(steps: readonly PlanStep[], { registry }: PlanRules): ToolStep | null {
  return steps.find((step): step is ToolStep => step.kind === 'TOOL' && registry.named(step.tool) !== null) ?? null;
}

const isCondition = (when: string): when is PlanCondition => PLAN_CONDITIONS.some((one) => one === when);
const idOf = (at: number): string => `s${at + 1}`;
const blocked = (cause: BlockCause, at: number): BuiltPlan => ({ ok: false, cause, step: cause === 'NO_STEPS' ? null : idOf(at) });
