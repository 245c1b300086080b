import type { BudgetLimits, PlanProvider } from '@ownerbot/planner';
import type { AnswerTiming } from '../../answers/tool-run-parts';
import type { ConversationParts } from '../../turn/turn-parts';

/** Planning as the process has it. */
export interface Planning {
  readonly provider: PlanProvider;
  /** Of one owner and one day of theirs. */
  readonly budget: BudgetLimits;
  readonly maxInputChars: number;
  readonly allowedActions: readonly string[];
}

export interface PlanRunParts extends ConversationParts {
  /** Null: nobody can plan; what is left in the queue ends with that reason. */
  readonly planning: Planning | null;
  readonly timing: AnswerTiming;
}
