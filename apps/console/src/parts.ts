import type { Operations } from '@ownerbot/operations';
import type { Queues } from '@ownerbot/queues';
import type { Clock, Logger } from '@ownerbot/runtime';
import type { ShopSettings } from '@ownerbot/shop';
import type { Database } from '@ownerbot/storage';
import type { OverviewView } from './contract';
import type { Sessions } from './auth/sessions';
import type { Live } from './live/live';

export type UpstreamSettings = Pick<ShopSettings, 'upstreamMode' | 'isModeToggleEnabled'>;

/** What the routes are made of. */
export interface ConsoleParts {
  readonly db: Database;
  readonly queues: Queues;
  readonly operations: Operations;
  readonly sessions: Sessions;
  readonly live: Live;
  readonly overview: () => Promise<OverviewView>;
  readonly upstream: UpstreamSettings;
  readonly clock: Clock;
  readonly log: Logger;
  readonly version: string;
}
