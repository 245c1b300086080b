import { messageOf } from '../errors';
import { redactor } from '../log/redact';
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
  /** @throws Error when the name is taken. */
  register(name: string, kind: CheckKind, check: () => Promise<CheckResult> | CheckResult): void;
  report(): Promise<HealthReport>;
}

const CHECK_WITHIN_MS = 2_000;

type Check = () => Promise<CheckResult> | CheckResult;

/** A process is live when all its `live` checks hold, and ready when all checks hold. A check that hangs or throws fails. */
export function createHealth(options: { checkWithinMs?: number } = {}): Health {
  const limitMs = options.checkWithinMs ?? CHECK_WITHIN_MS;
  const checks = new Map<string, { kind: CheckKind; check: Check }>();
  const underWay = new Map<string, Promise<CheckResult>>();
  const redact = redactor([]);

  /** A check that hangs is not begun again, else every request to a store that is away would leave one more behind. */
  function begin(name: string, check: Check): Promise<CheckResult> {
    const known = underWay.get(name);
    if (known !== undefined) return known;
    const run = Promise.resolve()
      .then(check)
      .finally(() => underWay.delete(name));
    underWay.set(name, run);
    return run;
  }

  async function runCheck(name: string, check: Check): Promise<CheckResult & { ms: number }> {
    const begun = performance.now();
    try {
      const result = await withinMs(`health check ${name}`, limitMs, begin(name, check));
      return { ...result, ms: Math.round(performance.now() - begun) };
    } catch (error) {
      return { ok: false, detail: redact(messageOf(error)), ms: Math.round(performance.now() - begun) };
    }
  }

  return {
    register(name, kind, check) {
      if (checks.has(name)) throw new Error(`the health check ${name} is registered twice`);
      checks.set(name, { kind, check });
    },
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
