import { Matches } from 'class-validator';
import { Name, TelegramId } from './fields';

/** `notify.run`: look at one subscription for one slot; whatever else it needs lies in the database. */
export class NotifyRunJob {
  @TelegramId() readonly ownerUserId: string;
  @Name(16) readonly kind: string;
  /** A date, a week, an attempt of a date, or the time of a poll. */
  @Matches(/^[A-Za-z0-9-]{1,32}$/, { message: 'must be a slot of letters, digits and hyphens' }) readonly slotKey: string;
}
