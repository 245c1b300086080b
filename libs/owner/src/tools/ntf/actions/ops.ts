import { IntegerIn, NoFields, Optional } from '@ownerbot/tools';
import { judgeSignals, opsReads } from '../../../notifications/ops/signals';
import { ntfAction } from '../ntf-action';
import { readFacts } from '../read-fact';

export class NtfOpsAlertsSubscribePayload {
  @Optional() @IntegerIn(1, 168) readonly cooldown_hours?: number;
  @Optional() @IntegerIn(0, 168) readonly unanswered_threshold_hours?: number;
  @Optional() @IntegerIn(0, 999) readonly unanswered_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly stuck_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly payment_min_count?: number;
  @Optional() @IntegerIn(1, 168) readonly errors_window_hours?: number;
  @Optional() @IntegerIn(0, 999) readonly errors_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly low_stock_lte?: number;
  @Optional() @IntegerIn(0, 999) readonly low_stock_min_count?: number;
  @Optional() @IntegerIn(0, 999) readonly out_of_stock_min_count?: number;
}

/** Alerts of the shop's daily work; the preview says what they would find now. */
export const ntfOpsAlertsSubscribe = ntfAction<NtfOpsAlertsSubscribePayload>({
  name: 'ntf_ops_alerts_subscribe',
  timeClass: 'composite',
  payload: NtfOpsAlertsSubscribePayload,
  kinds: ['ops'],
  asks: (rules) => ({
    ops_alerts_enabled: true,
    ops_alerts_cooldown_hours: rules.cooldown_hours,
    ops_unanswered_threshold_hours: rules.unanswered_threshold_hours,
    ops_unanswered_min_count: rules.unanswered_min_count,
    ops_stuck_min_count: rules.stuck_min_count,
    ops_payment_min_count: rules.payment_min_count,
    ops_errors_window_hours: rules.errors_window_hours,
    ops_errors_min_count: rules.errors_min_count,
    ops_low_stock_lte: rules.low_stock_lte,
    ops_low_stock_min_count: rules.low_stock_min_count,
    ops_out_of_stock_min_count: rules.out_of_stock_min_count,
  }),
  async effect(_payload, { context, after }) {
    const judged = judgeSignals(after, await readFacts(context, opsReads(after)));
    const raised = judged.flatMap((one) => (one.type === 'known' && one.isRaised ? [{ signal: one.signal, count: one.count }] : []));
    const unknown = judged.flatMap((one) => (one.type === 'unknown' ? [one.signal] : []));
    return { notes: [raised.length > 0 ? 'RAISED_NOW' : 'NOTHING_RAISED', ...(unknown.length > 0 ? ['SIGNALS_UNKNOWN'] : [])], told: { raised, unknown } };
  },
});

export const ntfOpsAlertsUnsubscribe = ntfAction<NoFields>({
  name: 'ntf_ops_alerts_unsubscribe',
  payload: NoFields,
  kinds: ['ops'],
  asks: () => ({ ops_alerts_enabled: false }),
});
