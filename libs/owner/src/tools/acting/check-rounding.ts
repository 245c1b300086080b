import type { RoundingMode } from '@ownerbot/shop';
import { validationError } from '@ownerbot/tools';

/** The step belongs to `CEIL_STEP`, which cannot do without it. */
export function checkRounding({ rounding_mode: mode, rounding_step: step }: { readonly rounding_mode?: RoundingMode; readonly rounding_step?: string }): void {
  if (mode === 'CEIL_STEP' && step === undefined) throw validationError([{ path: 'rounding_step', rule: 'required', allowed: '0.01..1000, with rounding_mode CEIL_STEP' }]);
  if (mode !== 'CEIL_STEP' && step !== undefined) throw validationError([{ path: 'rounding_step', rule: 'only_with', allowed: 'only with rounding_mode CEIL_STEP' }]);
}
