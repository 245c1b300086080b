import { readStoredAnswer, type NotAdmitted, type PlanAnswer, type PlannerErrorCode } from '@ownerbot/planner';

/** What came of asking for a plan, in the data of the event `planned`. JSON. */
export interface PlannedData {
  /** The effect that asked. */
  readonly effectId: string;
  /** The owner's message. */
  readonly messageId: string | null;
  /** As the owner wrote or said it. */
  readonly text: string;
  readonly heard: { readonly confidence: number | null } | null;
  readonly isForwarded: boolean;
  /** The effect whose message this request has shown so far. */
  readonly said: string | null;
  /** The chat has gone on: what was planned is only offered. */
  readonly isLate: boolean;
  /** An operator repeated it: nobody waits for it, and it counts all the same. */
  readonly isReplay: boolean;
  /** Who was asked, for the audit. */
  readonly asked: PlanCallFacts;
  readonly end: PlanRunEnd;
}

export interface PlanCallFacts {
  readonly provider: 'mock' | 'openai' | 'off';
  readonly model: string;
  readonly promptVersion: string;
  readonly ms: number;
  readonly tokens: number;
  /** The answer was one of before. */
  readonly reused: boolean;
}

export type PlanRunEnd =
  /** `answer` still holds placeholders for phones and e-mails. */
  | { readonly type: 'answer'; readonly answer: PlanAnswer; readonly offered: readonly string[] }
  /** `tells`: the owner has not heard today that the budget is spent. */
  | { readonly type: 'failure'; readonly code: PlannerErrorCode | NotAdmitted; readonly reason: string | null; readonly tells: boolean };

/** Null: this is no end of a plan. */
export function readPlanned(data: Readonly<Record<string, unknown>>): PlannedData | null {
  const { effectId, messageId, text, heard, isForwarded, said, isLate, isReplay, asked } = data;
  const end = readEnd(data['end']);
  if (typeof effectId !== 'string' || typeof text !== 'string' || end === null) return null;
  return {
    effectId,
    messageId: textOf(messageId),
    text,
    heard: readHeardFacts(heard),
    isForwarded: isForwarded === true,
    said: textOf(said),
    isLate: isLate === true,
    isReplay: isReplay === true,
    asked: readCall(asked),
    end,
  };
}

export function readHeardFacts(value: unknown): PlannedData['heard'] {
  if (!isFields(value)) return null;
  return { confidence: typeof value['confidence'] === 'number' ? value['confidence'] : null };
}

function readEnd(value: unknown): PlanRunEnd | null {
  if (!isFields(value)) return null;
  const { type, answer, offered, code, reason, tells } = value;
  if (type === 'answer') {
    const read = readStoredAnswer(answer);
    return read === null || !Array.isArray(offered) ? null : { type, answer: read, offered: offered.map(String) };
  }
  const known = FAILURES.find((one) => one === code);
  return type === 'failure' && known !== undefined ? { type, code: known, reason: textOf(reason), tells: tells === true } : null;
}

const FAILURES = Object.keys({
  UPSTREAM_UNAVAILABLE: true,
  BAD_CONFIG: true,
  PLAN_FAILED: true,
  PROVIDER_OFF: true,
  VOICE_NOT_CLEAR: true,
  PROVIDER_BROKEN: true,
  CIRCUIT_OPEN: true,
  BUDGET_SPENT: true,
  RATE_LIMITED: true,
} satisfies Record<PlannerErrorCode | NotAdmitted, true>) as readonly (PlannerErrorCode | NotAdmitted)[];

function readCall(value: unknown): PlanCallFacts {
  const { provider, model, promptVersion, ms, tokens, reused }: Partial<Record<string, unknown>> = isFields(value) ? value : {};
  return {
    provider: provider === 'mock' || provider === 'openai' ? provider : 'off',
    model: textOf(model) ?? '',
    promptVersion: textOf(promptVersion) ?? '',
    ms: typeof ms === 'number' ? ms : 0,
    tokens: typeof tokens === 'number' ? tokens : 0,
    reused: reused === true,
  };
}

const isFields = (value: unknown): value is Readonly<Record<string, unknown>> => typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string | null => (typeof value === 'string' && value !== '' ? value : null);
