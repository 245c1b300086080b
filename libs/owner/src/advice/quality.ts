import { adviceLevel, type QualityLevel } from '@ownerbot/tools';
import type { Advice } from './advice';
import type { AdviceBriefOutput } from './brief/brief-fields';
import type { GivenAdvice } from './given-advice';

/** How far an advice can be relied on, as its last line tells. */
export interface Quality {
  readonly level: QualityLevel;
  /** `mixed` once figures of the shop stand beside the hypotheses. */
  readonly basis: 'hypothesis' | 'mixed';
  readonly confidence: number;
  readonly notes: readonly ('no_hypothesis' | 'no_way_to_verify' | 'no_read' | 'figure')[];
}

/** With every figure that the topic's brief asks for. */
const WITH_COMPLETE_BRIEF = 0.75;

export function qualityOf({ confidence: own }: Pick<GivenAdvice, 'confidence'>, advice: Advice, brief: AdviceBriefOutput | null): Quality {
  const hasFigures = brief !== null && brief.parts.length > 0;
  const confidence = hasFigures && brief.missing.length === 0 ? Math.max(own, WITH_COMPLETE_BRIEF) : own;
  return {
    level: adviceLevel(confidence),
    basis: hasFigures ? 'mixed' : 'hypothesis',
    confidence,
    notes: [
      ...(advice.hypotheses.length === 0 ? (['no_hypothesis'] as const) : []),
      ...(advice.experiments.length === 0 ? (['no_way_to_verify'] as const) : []),
      ...(advice.reads.length === 0 ? (['no_read'] as const) : []),
      ...(advice.isCut ? (['figure'] as const) : []),
    ],
  };
}
