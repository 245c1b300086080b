import type { CommitPayload } from '../model/action-definition';

/** A plan is up to so many steps. */
export const MOST_STEPS = 5;

/** How long a plan may wait for its confirm. */
export const PLAN_TTL_MS = 900_000;

/** On what a step may depend; nothing else is evaluated. */
export const PLAN_CONDITIONS = ['always', 'would_apply_true', 'noop_true', 'commit_succeeded'] as const;
export type PlanCondition = (typeof PLAN_CONDITIONS)[number];

interface StepOf<When> {
  readonly when: When;
  /** The step in words, with its values: how it was understood. Plain text. */
  readonly title: string;
  readonly tool: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

interface ToolPart {
  readonly kind: 'TOOL';
  readonly presentation?: string;
}

interface TeamPart {
  readonly kind: 'NOTIFY_TEAM';
  /** The wording; null: it is made of the title of the change. The tool takes it as `message`, beside the payload. */
  readonly message: string | null;
}

/** A step as somebody asks for it. */
export type DraftStep = StepOf<string> & (ToolPart | TeamPart);

/** A step of a plan that was built: its place is its id. */
export type PlanStep = StepOf<PlanCondition> & (ToolPart | TeamPart) & { readonly id: string };
export type TeamStep = Extract<PlanStep, { kind: 'NOTIFY_TEAM' }>;
export type ToolStep = Extract<PlanStep, { kind: 'TOOL' }>;

/** A plan: a change with what stands before and behind it. */
export interface Plan {
  readonly steps: readonly PlanStep[];
  /** The step that changes something; null: the plan only reads. */
  readonly action: ToolStep | null;
}

/** What the preview of the change says. */
export type PreviewOutcome = 'would_apply' | 'noop';

/**
 * What becomes of a step once the change is previewed: it has run or runs now, waits for the owner's press, follows the commit, or is
 * left out.
 */
export type StepFate = 'runs' | 'confirms' | 'follows' | 'skipped';

/** A step as the plan's row keeps it. */
export type StoredStep = PlanStep & {
  readonly fate: StepFate | null;
  /** The whole run of a read that waits for its condition. */
  readonly run?: object;
  /** The effect that previews the change. */
  readonly runId?: string;
};

/** A message that follows the commit, with everything resolved, as it was shown. */
export interface FollowUp {
  readonly step: string;
  readonly tool: string;
  readonly commit: CommitPayload;
}

/** Names the plan in the run of its change. */
export interface PlanPlace {
  readonly planId: string;
  readonly step: string;
}

/** Reads the place that a tool run names; null: it belongs to no plan. */
export function planPlaceOf(stored: unknown): PlanPlace | null {
  if (typeof stored !== 'object' || stored === null || !('planId' in stored) || !('step' in stored)) return null;
  return typeof stored.planId === 'string' && typeof stored.step === 'string' ? { planId: stored.planId, step: stored.step } : null;
}
