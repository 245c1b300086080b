/** What decisions about texts that nothing matched go by. */
export interface PlanRules {
  /** Whether a language model is asked about them. */
  readonly isOn: boolean;
  /** Tools of actions that it may prepare a preview of. */
  readonly allowedActions: readonly string[];
}

export const PLAN_OFF: PlanRules = Object.freeze({ isOn: false, allowedActions: [] });
