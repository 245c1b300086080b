import { IsObject } from 'class-validator';
import { Moment, OneOf, Optional, TelegramId } from './fields';

/** `inbox.update`: one Telegram update as it came. The update itself is not looked into here: the turn reads it. */
export class InboxUpdate {
  @TelegramId() readonly botId: string;
  @TelegramId() readonly updateId: string;
  @TelegramId() readonly chatId: string;
  @Optional() @TelegramId() readonly userId: string | null;
  @Moment() readonly receivedAt: string;
  @IsObject({ message: 'must be an object' }) readonly update: object;
}

export const INTERNAL_EVENTS = ['heard', 'planned', 'waited'] as const;
export type InternalEvent = (typeof INTERNAL_EVENTS)[number];

/** `inbox.heard`, `inbox.planned`, `inbox.waited`: what a chat was waiting for; `data` belongs to the event. */
export class InboxInternal {
  @TelegramId() readonly botId: string;
  @TelegramId() readonly updateId: string;
  @TelegramId() readonly chatId: string;
  @OneOf(INTERNAL_EVENTS) readonly event: InternalEvent;
  @IsObject({ message: 'must be an object' }) readonly data: object;
}
