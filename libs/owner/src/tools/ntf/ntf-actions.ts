import type { ActionTool } from '../acting/shop-action';
import { ntfDailyDigestSubscribe, ntfDailyDigestUnsubscribe, ntfDigestFormatSet, ntfQuietDigestOff, ntfQuietDigestOn, ntfQuietDigestRulesSet } from './actions/digest';
import { ntfEscalationAck, ntfEscalationDisable, ntfEscalationEnable, ntfEscalationRulesSet, ntfEscalationSnooze } from './actions/escalation';
import { ntfFxApplyEventsSubscribe, ntfFxApplyEventsUnsubscribe, ntfFxDeltaSubscribe, ntfFxDeltaUnsubscribe } from './actions/fx';
import { ntfOpsAlertsSubscribe, ntfOpsAlertsUnsubscribe } from './actions/ops';
import { ntfWeeklySubscribe, ntfWeeklyUnsubscribe } from './actions/weekly';

/** The changes of notifications, in the order of the catalogue. */
export const ntfActions: readonly ActionTool[] = [
  ntfFxDeltaSubscribe,
  ntfFxDeltaUnsubscribe,
  ntfFxApplyEventsSubscribe,
  ntfFxApplyEventsUnsubscribe,
  ntfDailyDigestSubscribe,
  ntfDailyDigestUnsubscribe,
  ntfDigestFormatSet,
  ntfWeeklySubscribe,
  ntfWeeklyUnsubscribe,
  ntfOpsAlertsSubscribe,
  ntfOpsAlertsUnsubscribe,
  ntfQuietDigestOn,
  ntfQuietDigestOff,
  ntfQuietDigestRulesSet,
  ntfEscalationEnable,
  ntfEscalationDisable,
  ntfEscalationAck,
  ntfEscalationSnooze,
  ntfEscalationRulesSet,
];
