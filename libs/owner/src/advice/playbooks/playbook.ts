import type { Localised } from '@ownerbot/conversation';
import type { AdviceTopic } from '../topics';

/** Something to try, how to tell whether it helps, and when to stop. */
export interface Experiment {
  readonly what: Localised;
  readonly measure: Localised;
  readonly stop: Localised;
}

/** One read of a data brief; the payload is fixed. */
export interface BriefRead {
  readonly tool: string;
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What stands in `playbooks/<TOPIC>.yml`. */
export interface Playbook {
  readonly topic: AdviceTopic;
  readonly title: Localised;
  /** Text of its button in the panel. */
  readonly button: Localised;
  /** Words that a question about it holds. */
  readonly concepts: readonly string[];
  readonly hypotheses: readonly Localised[];
  readonly risks: readonly Localised[];
  readonly experiments: readonly Experiment[];
  /** Ids of templates that show whether the hypotheses hold. */
  readonly reads: readonly string[];
  /** Ids of templates that change something. */
  readonly actions: readonly string[];
  readonly brief: readonly BriefRead[];
}
