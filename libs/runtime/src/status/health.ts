import { messageOf } from '../errors';
import { withinMs } from '../timing';

/** What one check found. `detail` is shown to operators and holds no secrets. */
export interface CheckResult {
  readonly ok: boolean;
  readonly detail?: string;
}

/** `live`: work makes progress, else the process should be restarted. `ready`: it can be given work. */
export type CheckKind = 'live' | 'ready';

export interface HealthReport {
  readonly live: boolean;
  readonly ready: boolean;
  readonly checks: Readonly<Record<string, CheckResult & { readonly kind: CheckKind; readonly ms: number }>>;
}

export interface Health {
  register(name: string, kind: CheckKind, check: () => Promise<CheckResult> | CheckResult): void;
  report(): Promise<HealthReport>;
}

const CHECK_LIMIT_MS = 2_000;

/** A process is live when all its `live` checks hold, and ready when all checks hold. A check that hangs or throws fails. */
export function createHealth(): Health {
  const checks = new Map<string, { kind: CheckKind; check: () => Promise<CheckResult> | CheckResult }>();

  async function runCheck(name: string, check: () => Promise<CheckResult> | CheckResult): Promise<CheckResult & { ms: number }> {
    const begun = performance.now();
    try {
      const result = await withinMs(`health check ${name}`, CHECK_LIMIT_MS, Promise.resolve(check()));
      return { ...result, ms: Math.round(performance.now() - begun) };
    } catch (error) {
      return { ok: false, detail: messageOf(error), ms: Math.round(performance.now() - begun) };
    }
  }

  return {
    register: (name, kind, check) => void checks.set(name, { kind, check }),
    async report() {
      const results = await Promise.all([...checks].map(async ([name, { kind, check }]) => [name, { kind, ...(await runCheck(name, check)) }] as const));
      return {
        live: results.every(([, result]) => result.ok || result.kind !== 'live'),
        ready: results.every(([, result]) => result.ok),
        checks: Object.fromEntries(results),
      };
    },
  };
}
