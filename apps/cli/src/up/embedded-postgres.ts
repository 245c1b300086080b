import { join } from 'node:path';
import { messageOf, sleep, type Deadline, type Service } from '@ownerbot/runtime';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@ownerbot/storage';

const LOOK_EVERY_MS = 1_000;

export interface EmbeddedPostgresService {
  /** `OWNERBOT_HOME`; the data lives in its folder `postgres`. */
  readonly home: string;
  readonly say: (text: string) => void;
  /** Told the address once it is known; it stays the same when the server is started again. */
  readonly onUrl: (databaseUrl: string) => void;
  /** Told the address of a database beside it, made for the simulated SIS; left out: none is made. */
  readonly onSimUrl?: (databaseUrl: string) => void;
}

const SIM_DATABASE = 'ownerbot_sim';

/** The embedded Postgres under supervision: when its process dies (out of memory, killed by mistake) it is started again on the same port. */
export function embeddedPostgres({ home, say, onUrl, onSimUrl }: EmbeddedPostgresService): Service {
  const folder = join(home, 'postgres');
  const stopping = new AbortController();
  let server: EmbeddedPostgres | undefined;
  let watching: Promise<void> = Promise.resolve();

  const start = (port?: number) => startEmbeddedPostgres({ folder, port, onNote: (text) => say(`  ${text}`) });

  async function watch(): Promise<void> {
    for (;;) {
      await sleep(LOOK_EVERY_MS, stopping.signal);
      if (stopping.signal.aborted || server === undefined) return;
      if (isAlive(server.pid)) continue;
      say('Postgres ended; starting it again');
      try {
        await server.leave();
        server = await start(server.port);
        say('✓ Postgres runs again');
      } catch (error) {
        say(`✗ Postgres could not be started again: ${messageOf(error)}`);
      }
    }
  }

  return {
    name: 'Postgres',
    async start() {
      server = await start();
      onUrl(server.url());
      onSimUrl?.(await server.addDatabase(SIM_DATABASE));
      watching = watch();
    },
    async stop(deadline: Deadline) {
      stopping.abort();
      await watching;
      await server?.stop(Math.max(1_000, deadline.remainingMs() - 1_000));
    },
  };
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
