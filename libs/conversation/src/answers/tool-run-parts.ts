import type { ToolRun } from '@ownerbot/queues';
import type { ToolResponse } from '@ownerbot/tools';
import type { TenantFacts } from '../domain/context';
import type { ConversationParts } from '../turn/turn-parts';

/** One attempt of one tool run, for the runner of the tools. */
export interface ToolAttempt {
  readonly run: ToolRun;
  readonly correlationId: string;
  readonly attempt: number;
  readonly tenant: TenantFacts;
  /** The data mode of the request, the same for all its attempts. */
  readonly mode: string;
  readonly signal: AbortSignal;
}

/** When the owner is shown that something happens, in milliseconds after the run began. */
export interface AnswerTiming {
  readonly typingAfterMs: number;
  readonly typingEveryMs: number;
  readonly progressAfterMs: number;
}

export const ANSWER_TIMING: AnswerTiming = { typingAfterMs: 400, typingEveryMs: 4_000, progressAfterMs: 2_000 };

export interface AnswerParts extends ConversationParts {
  /** Runs a tool; never rejects for what the tool does, errors come in the response. Rejects when the signal fires. */
  readonly runTool: (attempt: ToolAttempt) => Promise<ToolResponse>;
  /** How long the bytes of files are kept. */
  readonly artifactDays: number;
  readonly timing: AnswerTiming;
}

/** Numbers of the messages of a run. Each is written at most once, so a run has one progress message, one notice, one answer. */
export const REPLY_N = { progress: 1, notice: 2, answer: 3 } as const;

/** The file of an answer comes right behind it; where it is drawn first, its drawing has a number of its own. */
export const FILE_N = 4;
export const DRAWING_N = 5;
