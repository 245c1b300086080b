import type { Queues } from '@ownerbot/queues';
import type { Clock } from '@ownerbot/runtime';
import type { Database } from '@ownerbot/storage';

export interface OperationsParts {
  readonly db: Database;
  readonly queues: Pick<Queues, 'inspect' | 'pause' | 'resume' | 'lanes'>;
  readonly clock: Clock;
}
