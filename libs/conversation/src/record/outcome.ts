import { adviceLevel, answerQuality, decisionConfidence, type JudgedAnswer, type QualityLevel, type ToolResponse } from '@ownerbot/tools';
import type { EarlierRuns } from './request-facts';

export const REQUEST_STATUSES = ['ok', 'error', 'refused', 'unresolved', 'abandoned'] as const;
export type RequestStatus = (typeof REQUEST_STATUSES)[number];

/** What became of a request. */
export interface RequestOutcome {
  readonly status: RequestStatus;
  /** Code of the error, or why it came to nothing. */
  readonly reason: string | null;
  readonly tool: string | null;
  /** What it was: a read, an action, a plan, advice, help, a flow of questions; of a refusal what was asked for. */
  readonly kind: string;
  readonly quality: QualityLevel;
  readonly basis: 'data' | 'hypothesis' | 'mixed' | null;
  readonly dataConfidence: number | null;
  readonly decisionConfidence: (intent: number) => number;
  readonly warnings: readonly string[];
  readonly completeness: 'complete' | 'partial' | null;
  readonly artifacts: number;
  /** The value that was asked for and never told. */
  readonly parameter?: string;
}

/** What an advice says of itself, for the record. */
export interface AdviceQuality {
  readonly basis: 'hypothesis' | 'mixed';
  /** 0..1 */
  readonly confidence: number;
}

interface Answered {
  readonly tool: string;
  readonly kind: string;
  readonly artifacts: number;
  readonly advice?: AdviceQuality | undefined;
}

/** The outcome of a tool's run; earlier reads of the same request count as one with it. */
export function outcomeOfRun(response: Pick<ToolResponse, 'status' | 'warnings' | 'provenance' | 'error'>, { tool, kind, artifacts, advice }: Answered, soFar?: EarlierRuns): RequestOutcome {
  const whole = together(response, soFar);
  const { level, confidence, warnings } = answerQuality(whole);
  const isPartial = whole.provenance?.completeness.status === 'partial';
  const base = { tool, kind, warnings, completeness: whole.provenance === null ? null : isPartial ? 'partial' : 'complete', artifacts: artifacts + (soFar?.artifacts ?? 0) } as const;
  if (whole.status === 'error') return { ...base, ...failed('error', response.error?.code ?? soFar?.errorCode ?? null) };
  return {
    ...base,
    status: 'ok',
    reason: null,
    quality: advice === undefined ? level : adviceLevel(advice.confidence),
    basis: advice?.basis ?? 'data',
    dataConfidence: advice?.basis === 'hypothesis' ? null : confidence,
    decisionConfidence: advice?.basis === 'hypothesis' ? () => advice.confidence : (intent) => decisionConfidence(intent, confidence),
  };
}

/** What one request has come to so far, for the run that goes on with it. */
export function soFarOf(response: Pick<ToolResponse, 'warnings' | 'provenance' | 'error'>, artifacts: number, before?: EarlierRuns): EarlierRuns {
  return {
    errorCode: response.error?.code ?? before?.errorCode ?? null,
    warnings: [...new Set([...(before?.warnings ?? []), ...response.warnings.map(({ code }) => code)])],
    isPartial: before?.isPartial === true || response.provenance?.completeness.status === 'partial',
    artifacts: artifacts + (before?.artifacts ?? 0),
  };
}

function together({ status, warnings, provenance }: JudgedAnswer, soFar?: EarlierRuns): JudgedAnswer {
  if (soFar === undefined) return { status, warnings, provenance };
  return {
    status: soFar.errorCode === null ? status : 'error',
    warnings: [...warnings, ...soFar.warnings.map((code) => ({ code }))],
    provenance: provenance === null || !soFar.isPartial ? provenance : { completeness: { status: 'partial' } },
  };
}

/** A request that was answered without figures: advice out of a playbook, help, an explanation. */
export function outcomeOfReply(kind: string, advice?: AdviceQuality): RequestOutcome {
  return {
    status: 'ok',
    reason: null,
    tool: null,
    kind: advice === undefined ? kind : 'advice',
    quality: advice === undefined ? 'high' : adviceLevel(advice.confidence),
    basis: advice?.basis ?? null,
    dataConfidence: null,
    decisionConfidence: advice === undefined ? (intent) => intent : () => advice.confidence,
    warnings: [],
    completeness: null,
    artifacts: 0,
  };
}

/** A request that came to nothing. */
export function outcomeOfFailure(status: Exclude<RequestStatus, 'ok'>, reason: string, { tool = null, kind, parameter }: { readonly tool?: string | null; readonly kind: string; readonly parameter?: string | null }): RequestOutcome {
  return { tool, kind, warnings: [], completeness: null, artifacts: 0, ...failed(status, reason), ...(parameter === null || parameter === undefined ? {} : { parameter }) };
}

const failed = (status: Exclude<RequestStatus, 'ok'>, reason: string | null) => ({ status, reason, quality: 'low', basis: null, dataConfidence: 0, decisionConfidence: () => 0 }) as const;
