import type { AtCrashPoint } from '@ownerbot/conversation';
import type { JobContext, Producer } from '@ownerbot/queues';
import type { Clock } from '@ownerbot/runtime';
import type { Database } from '@ownerbot/storage';
import type { Telegram } from '@ownerbot/telegram';
import type { NotifierMetrics } from '../notifier-metrics';
import type { FloodWaits } from './flood-waits';
import type { TelegramState } from './telegram-state';

/** What sending is made of. */
export interface SendingParts {
  readonly db: Database;
  readonly producer: Producer;
  readonly telegram: Telegram;
  readonly waits: FloodWaits;
  readonly state: TelegramState;
  readonly clock: Clock;
  readonly counts: NotifierMetrics;
  readonly random: () => number;
  readonly atCrashPoint: AtCrashPoint;
}

export type SendJob = JobContext<'message.send'>;
