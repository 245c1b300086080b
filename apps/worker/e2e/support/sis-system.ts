import { freePort, startSystem, type System, type SystemOptions } from '@ownerbot/testing';

export interface StoredOperation {
  readonly idempotency_key: string;
  readonly path: string;
  readonly state: string;
  /** How often it changed the shop. */
  readonly executions: number;
}

export interface SisRequest {
  readonly kind: string;
  readonly path: string;
  readonly status: number;
}

/** The control API of the simulated SIS beside a system. */
export interface SisControl {
  faults(...rules: readonly object[]): Promise<void>;
  /** Drops what runs, and comes back after so long with its state kept. */
  restart(downMs: number): Promise<void>;
  isOpen(): Promise<boolean>;
  reset(): Promise<void>;
  stateHash(): Promise<string>;
  operations(): Promise<StoredOperation[]>;
  /** The applies that were read, the enquiries left out. */
  applies(): Promise<SisRequest[]>;
  rows<T>(table: string): Promise<T[]>;
  mutate(change: object): Promise<void>;
}

export interface SisSystem extends System {
  readonly sis: SisControl;
}

/** The real processes over a live SIS: the sandbox's simulator. */
export async function startSisSystem(options: SystemOptions): Promise<SisSystem> {
  const [port, controlPort] = [await freePort(), await freePort()];
  const system = await startSystem({
    ...options,
    env: {
      UPSTREAM_MODE: 'SIS_HTTP',
      SIM_PORT: String(port),
      SIM_CONTROL_PORT: String(controlPort),
      SIM_KEY: 'a-key-of-the-tests',
      SIS_BASE_URL: `http://127.0.0.1:${port}`,
      SIS_OWNERBOT_API_KEY: 'a-key-of-the-tests',
      ...options.env,
    },
  });
  return { ...system, sis: sisControl(system) };
}

function sisControl({ sandbox }: System): SisControl {
  const get = <T>(path: string): Promise<T> => sandbox.call<T>('GET', `/sim${path}`);
  const tell = async (method: 'POST' | 'PUT', path: string, body: unknown): Promise<void> => void (await sandbox.call(method, `/sim${path}`, body));
  return {
    faults: (...rules) => tell('PUT', '/faults', rules),
    restart: (downMs) => tell('POST', '/restart', { down_ms: downMs }),
    isOpen: async () => (await get<{ open: boolean }>('/state')).open,
    reset: () => tell('POST', '/reset', {}),
    stateHash: async () => (await get<{ state_hash: string }>('/state-hash')).state_hash,
    operations: () => get('/operations'),
    applies: async () => (await get<SisRequest[]>('/requests')).filter((one) => one.kind === 'apply'),
    rows: (table) => get(`/rows/${table}`),
    mutate: (change) => tell('POST', '/mutate', change),
  };
}
