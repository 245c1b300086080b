import type { PlanAnswer, PlanCall } from '../answer/plan-answer';
import type { Admission } from '../limits/admit';
import type { Payload, PayloadProblem } from '../tools/check-payload';
import type { ToolDescriptor } from '../tools/tool-descriptor';
import type { TextReadings } from './text-readings';

/** All that the guardrails look at. They know no clock, no store and no shop. */
export interface PlanMaterial {
  readonly admission: Admission;
  /** With phones and e-mails put back; null: the answer could not be read. */
  readonly answer: PlanAnswer | null;
  readonly text: string;
  /** The tools as they are now: the mode may have changed since they were offered. */
  readonly tools: readonly ToolDescriptor[];
  /** Names that the request offered. */
  readonly offered: readonly string[];
  /** `LLM_ALLOWED_ACTION_TOOLS` */
  readonly allowedActions: readonly string[];
  /** The mark of the guards on the owner's sentence: it asks, supposes or forbids, so nothing may be changed by it. */
  readonly noWrites: boolean;
  /** The tool's own strict check, which knows rules between fields too. */
  checkTool(tool: string, payload: Payload): readonly PayloadProblem[];
  readonly readings: TextReadings;
  /** Of a transcript; null for typed text. */
  readonly heard: { readonly confidence: number | null; readonly threshold: number } | null;
  readonly thresholds: { readonly read: number; readonly action: number };
}

export const CONFIDENCE_THRESHOLDS = { read: 0.6, action: 0.8 } as const;

/** A call whose tool is known: what the checks from the payload on look at. */
export interface KnownCall extends PlanCall {
  readonly descriptor: ToolDescriptor;
}
