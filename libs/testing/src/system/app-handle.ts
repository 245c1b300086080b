import { spawnApp, type RunningApp } from '../process/spawn-app';

/** One process of a system under test, which can be killed and started again as often as a test likes. */
export interface AppHandle {
  readonly name: string;
  /** `more` belongs to the environment of this life alone. */
  start(more?: Readonly<Record<string, string>>): Promise<void>;
  /** Waits until it has ended by itself. */
  ended(): Promise<number | NodeJS.Signals | undefined>;
  /** A signal, without a wait for what comes of it. */
  signal(name: NodeJS.Signals): void;
  /** SIGTERM, in good order. */
  stop(withinMs?: number): Promise<number | NodeJS.Signals | undefined>;
  /** SIGKILL. */
  kill(): Promise<void>;
  isRunning(): boolean;
  /** All lines of all its lives. */
  lines(): readonly string[];
}

/** @param build another build than `dist` */
export function appHandle(name: string, env: Readonly<Record<string, string>>, build?: string): AppHandle {
  const before: string[] = [];
  let app: RunningApp | undefined;
  const forget = () => {
    before.push(...(app?.lines() ?? []));
    app = undefined;
  };
  return {
    name,
    async start(more = {}) {
      if (app !== undefined) return;
      app = await spawnApp({ program: `apps/${name}/src/main`, env: { ...env, ...more }, ready: /"event":"ready"/, readyTimeoutMs: 60_000, ...(build === undefined ? {} : { build }) });
    },
    async stop(withinMs) {
      const how = await app?.stop(withinMs);
      forget();
      return how;
    },
    async ended() {
      const how = await app?.ended;
      forget();
      return how;
    },
    signal(signal) {
      if (app !== undefined) process.kill(app.pid, signal);
    },
    async kill() {
      await app?.kill();
      forget();
    },
    isRunning: () => app !== undefined,
    lines: () => [...before, ...(app?.lines() ?? [])],
  };
}
