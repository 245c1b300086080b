export const QUALITY_LEVELS = ['high', 'med', 'low'] as const;
export type QualityLevel = (typeof QUALITY_LEVELS)[number];

/** How far the figures of an answer can be relied on. It annotates, and never blocks. */
export interface AnswerQuality {
  readonly level: QualityLevel;
  /** 0..1, two places. */
  readonly confidence: number;
  /** Warnings, one for each code. */
  readonly warnings: readonly string[];
}

/** What of a response its quality is judged by. */
export interface JudgedAnswer {
  readonly status: 'ok' | 'error';
  readonly warnings: readonly { readonly code: string }[];
  readonly provenance: { readonly completeness: { readonly status: 'complete' | 'partial' } } | null;
}

/** What is taken off a full confidence, in hundredths: counted in whole numbers, so that no sum is a rounding off. */
const OFF = { warning: 15, partial: 20, stale: 15, noData: 30 } as const;
const SPARSE = ['NO_DATA', 'INSUFFICIENT_DATA'];

/** The quality of a tool's response; of an error it is low, and its confidence is 0. */
export function answerQuality({ status, warnings, provenance }: JudgedAnswer): AnswerQuality {
  const codes = [...new Set(warnings.map(({ code }) => code))];
  if (status === 'error') return { level: 'low', confidence: 0, warnings: codes };
  const isPartial = provenance?.completeness.status === 'partial';
  const off =
    (codes.length > 0 ? OFF.warning : 0) +
    (isPartial ? OFF.partial : 0) +
    (codes.includes('STALE_DATA') ? OFF.stale : 0) +
    (codes.some((code) => SPARSE.includes(code)) ? OFF.noData : 0);
  const level = codes.includes('NO_DATA') ? 'low' : codes.length > 0 || isPartial ? 'med' : 'high';
  return { level, confidence: Math.max(0, 100 - off) / 100, warnings: codes };
}

/** Of an advice, which stands on its own confidence. */
export function adviceLevel(confidence: number): QualityLevel {
  return confidence >= 0.75 ? 'high' : confidence >= 0.45 ? 'med' : 'low';
}

/** How sure the whole is, out of how a request was understood and what its figures are worth; 0..1, two places half-up. */
export function decisionConfidence(intent: number, data: number): number {
  // Of two numbers with two places the sum has three: whole thousandths, so that a half is a half.
  const thousandths = Math.round(4 * Math.round(intent * 100) + 6 * Math.round(data * 100));
  return Math.floor((thousandths + 5) / 10) / 100;
}
