import type { FxRow, StoredFxApply } from '../../demo/seed/rows';
import { instant } from '../../instants';
import type { FxLastApply } from '../../methods/fx-status';
import { lastSuccessAt } from './fx-gate';

/** What the FX row remembers after an apply: the apply, and when the last success and the last failure were. */
export function storedFxApply(before: FxRow, apply: FxLastApply): StoredFxApply {
  return {
    ...apply,
    success_at: apply.result === 'applied' ? apply.at : lastSuccessAt(before),
    failed_at: apply.result === 'failed' ? apply.at : lastFailureAt(before),
  };
}

export function lastFailureAt({ last_apply: last }: Pick<FxRow, 'last_apply'>): string | null {
  return last === null ? null : last.result === 'failed' ? last.at : (last.failed_at ?? null);
}

export function appliedAt(at: Date, fx: FxRow, shopCurrency: string, done: Pick<FxLastApply, 'affected_count' | 'rate' | 'delta_percent' | 'job_id'>): FxLastApply {
  return { at: instant(at), result: 'applied', ...done, reason: null, error: null, from: fx.base_currency, to: shopCurrency, provider: fx.provider };
}
