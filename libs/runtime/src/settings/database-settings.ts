import { Setting } from './setting';
import { url } from './types';

/** Where the database is. Here and not in storage, because ingest reads it for the Postgres queues and may not know storage. */
export class DatabaseSettings {
  @Setting({
    key: 'DATABASE_URL',
    type: url({ protocols: ['postgres:', 'postgresql:'], secret: true }),
    readBy: ['ingest', 'worker', 'notifier', 'console', 'cli'],
    defaultText: 'embedded Postgres in OWNERBOT_HOME',
    about: 'the database; ingest needs it with QUEUE_BACKEND=postgres alone',
  })
  readonly databaseUrl: string | undefined;
}
