import type { NextStep, Payload, PayloadProblem, PlanAdvice, PlanCall, TextReadings, ToolDescriptor } from '@ownerbot/planner';
import type { ReplyContext, StatusFacts } from './context';
import type { Route } from './route';

/** What a guardrail leaves to the words of a domain: everything but the help, a button with the candidate, and a tool that this mode lacks. */
export type DomainStep = Exclude<NextStep, { type: 'help' | 'ask_candidate' | 'not_in_this_mode' }>;

/** What a domain tells the planner of its tools, and how it reads its owner's words. Pure, like the rest of a domain. */
export interface DomainPlanner {
  /** All tools that a plan may name, as the status finds them: with its mode, and with what the shop said of its endpoints. */
  tools(context: { readonly status: Pick<StatusFacts, 'mode' | 'capabilities'> }): readonly ToolDescriptor[];
  /** Templates of changes that advice may lead to. */
  actionTemplates(): readonly string[];
  readings(context: ReplyContext): TextReadings;
  /** The mark "no writes": the text asks, supposes, forbids, reports, quotes, or is somebody else's. */
  forbidsWrites(text: string, context: ReplyContext, words: { readonly isForwarded: boolean }): boolean;
  /** The tool's own strict check of a payload. */
  checkTool(tool: string, payload: Payload): readonly PayloadProblem[];
  /** A complete request on a button. Plain text. */
  label(call: PlanCall, context: ReplyContext): string;
  /** What the owner is asked or offered in place of a plan that a guardrail ended. Null: the help. */
  next(step: DomainStep, text: string, context: ReplyContext): Route | null;
  /** Advice that a model made, as an answer. Absent or null: the help. */
  advise?(advice: PlanAdvice, confidence: number, context: ReplyContext): Route | null;
}
