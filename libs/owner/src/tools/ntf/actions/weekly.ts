import { IntegerIn, NoFields, Optional, TimeLocal, Tz } from '@ownerbot/tools';
import { ntfAction } from '../ntf-action';

export class NtfWeeklySubscribePayload {
  /** 0 is Monday. */
  @Optional() @IntegerIn(0, 6) readonly day_of_week?: number;
  @Optional() @TimeLocal() readonly time_local?: string;
  /** Where it is not given: the one set before, else the owner's. */
  @Optional() @Tz() readonly tz?: string;
}

export const ntfWeeklySubscribe = ntfAction<NtfWeeklySubscribePayload>({
  name: 'ntf_weekly_subscribe',
  payload: NtfWeeklySubscribePayload,
  kinds: ['weekly'],
  asks: ({ day_of_week: day, time_local: time, tz }) => ({ weekly_enabled: true, weekly_day_of_week: day, weekly_time_local: time, weekly_tz: tz }),
});

export const ntfWeeklyUnsubscribe = ntfAction<NoFields>({
  name: 'ntf_weekly_unsubscribe',
  payload: NoFields,
  kinds: ['weekly'],
  asks: () => ({ weekly_enabled: false }),
});
