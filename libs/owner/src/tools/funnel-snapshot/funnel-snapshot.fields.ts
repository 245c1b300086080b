import { Count, ListOf, Nested, Nullable, OneOf, Optional, Period } from '@ownerbot/tools';
import { PctOrNull } from '../figures/figure-fields';
import { WindowData } from '../figures/window-data';

export const FUNNEL_STEPS = ['views', 'opens', 'carts', 'orders_created', 'orders_paid'] as const;
export type FunnelStep = (typeof FUNNEL_STEPS)[number];

export class FunnelSnapshotPayload {
  /** Default: 7d. */
  @Optional() @Nested(() => Period) readonly period?: Period;
}

export class FunnelRow {
  @OneOf(FUNNEL_STEPS) readonly step: FunnelStep;
  @Count() readonly count: number;
  /** Null for the first step and where the step before is empty. */
  @PctOrNull() readonly rate_from_prev: string | null;
}

export class FunnelSnapshotOutput {
  @Nested(() => WindowData) readonly period: WindowData;
  @ListOf(() => FunnelRow, FUNNEL_STEPS.length) readonly steps: readonly FunnelRow[];
  /** Where most of those who came so far are lost; null without figures. */
  @Nullable() @OneOf(FUNNEL_STEPS) readonly biggest_drop_step: FunnelStep | null;
}
