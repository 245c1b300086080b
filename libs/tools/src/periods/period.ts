import { isDay } from '@ownerbot/shop';
import { OneOf } from '../fields/scalars';
import { rule } from '../fields/rule';

export const PERIOD_PRESETS = [
  'today',
  'yesterday',
  '7d',
  '30d',
  '90d',
  'this_week',
  'last_week',
  'this_month',
  'last_month',
  'custom',
] as const;
export type PeriodPreset = (typeof PERIOD_PRESETS)[number];

/** A day of a custom period: needed with `custom`, refused with any other preset. */
function CustomDay(): PropertyDecorator {
  return rule('custom_day', 'YYYY-MM-DD with preset custom, nothing with any other', (value, owner) =>
    (owner as Period).preset === 'custom' ? isDay(value) : value === undefined,
    { type: 'day' },
  );
}

/** A stretch of whole local days. */
export class Period {
  @OneOf(PERIOD_PRESETS)
  readonly preset: PeriodPreset;

  @CustomDay()
  readonly from?: string;

  @CustomDay()
  readonly to?: string;
}
