import type { PlanStep, PreviewOutcome, StepFate } from './plan-steps';

/** What becomes of a step, now that the preview of the plan's change is known. Pure. */
export function fateOf(step: PlanStep, change: string, outcome: PreviewOutcome): StepFate {
  if (step.id === change) return outcome === 'would_apply' ? 'confirms' : 'skipped';
  switch (step.when) {
    case 'always':
      return 'runs';
    case 'would_apply_true':
      return outcome === 'would_apply' ? 'runs' : 'skipped';
    case 'noop_true':
      if (outcome !== 'noop') return 'skipped';
      // A message in place of the change wants the press that the change does not need.
      return step.kind === 'NOTIFY_TEAM' ? 'confirms' : 'runs';
    case 'commit_succeeded':
      return outcome === 'would_apply' ? 'follows' : 'skipped';
  }
}

/** The steps with what becomes of each. */
export function resolvePlan<Step extends PlanStep>(steps: readonly Step[], change: string, outcome: PreviewOutcome): (Step & { fate: StepFate })[] {
  return steps.map((step) => ({ ...step, fate: fateOf(step, change, outcome) }));
}
