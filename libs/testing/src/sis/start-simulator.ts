import { createRequire } from 'node:module';
import path from 'node:path';

export interface SimulatorOptions {
  /** A fixed moment; otherwise time runs. */
  readonly now?: Date;
  readonly stateFile?: string;
  /** Its shop also as a database, with this role for reading; roles are of the whole server, so a test's own has a name of its own. */
  readonly databaseUrl?: string;
  readonly databaseRole?: string;
}

/** The simulated SIS in the test's own process, with its control API (SIS API v1, section 12). */
export interface Simulator {
  /** `SIS_BASE_URL`. */
  readonly url: string;
  readonly key: string;
  /** `SIS_DATABASE_URL`; null without a database. */
  readonly readerUrl: string | null;
  /** A call of the control API: `control('PUT', '/faults', […])`. Throws what it refuses. */
  control<T = unknown>(method: string, path: string, body?: unknown): Promise<T>;
  faults(...rules: readonly object[]): Promise<void>;
  stateHash(): Promise<string>;
  stop(): Promise<void>;
}

interface StartedSis {
  readonly url: string;
  readonly controlUrl: string;
  readonly key: string;
  readonly readerUrl: string | null;
  stop(): Promise<void>;
}

/** An app is no library, so it is loaded by its place, as a program would be: the source beside sources, the built one beside built ones. */
function loadStartSis(): (options: SimulatorOptions) => Promise<StartedSis> {
  const loaded = createRequire(__filename)(path.join(__dirname, '..', '..', '..', '..', 'apps', 'sandbox', 'src', 'sis', 'start-sis')) as {
    startSis: (options: SimulatorOptions) => Promise<StartedSis>;
  };
  return loaded.startSis;
}

/** Starts a simulator on free ports. */
export async function startSimulator(options: SimulatorOptions = {}): Promise<Simulator> {
  const sis = await loadStartSis()(options);
  const control = async <T>(method: string, route: string, body?: unknown): Promise<T> => {
    const response = await fetch(`${sis.controlUrl}${route}`, {
      method,
      // Kept connections of this client would look like leaks of the test.
      headers: { connection: 'close', ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const answer: unknown = await response.json();
    if (!response.ok) throw new Error(`${method} ${route}: ${response.status} ${JSON.stringify(answer)}`);
    return answer as T;
  };
  return {
    url: sis.url,
    key: sis.key,
    readerUrl: sis.readerUrl,
    control,
    faults: async (...rules) => void (await control('PUT', '/faults', rules)),
    stateHash: async () => (await control<{ state_hash: string }>('GET', '/state-hash')).state_hash,
    stop: () => sis.stop(),
  };
}
