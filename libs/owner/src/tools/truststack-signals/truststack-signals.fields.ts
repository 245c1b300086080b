import { TRUST_SIGNALS, type TrustSignalKind } from '@ownerbot/shop';
import { AnyText, Count, IntegerIn, Limit, ListOf, Nested, OneOf, Optional, Period, rule } from '@ownerbot/tools';
import { WindowData } from '../figures/window-data';

const MOST_EVIDENCE = 5;

export class TruststackSignalsPayload {
  /** Default: 90d. */
  @Optional() @Nested(() => Period) readonly period?: Period;
  @Limit(50) readonly limit: number = 10;
}

/** Evidence, not a verdict. */
export class TrustSignalData {
  @AnyText() readonly customer_id: string;
  @OneOf(TRUST_SIGNALS) readonly signal: TrustSignalKind;
  @Count() readonly count: number;
  @IntegerIn(0, 100) readonly score: number;
  /** The newest. */
  @rule('list', `at most ${MOST_EVIDENCE} texts`, (value) => Array.isArray(value) && value.length <= MOST_EVIDENCE && value.every((one) => typeof one === 'string'))
  readonly evidence_order_ids: readonly string[];
}

export class TruststackSignalsOutput {
  @Nested(() => WindowData) readonly period: WindowData;
  /** Highest score first, then by customer. */
  @ListOf(() => TrustSignalData, 50) readonly rows: readonly TrustSignalData[];
}
