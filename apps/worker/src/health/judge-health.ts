import type { QueueState, SeenProcess } from '@ownerbot/queues';
import type { HealthCheck, HealthName } from '@ownerbot/tools';

const SECOND = 1_000;

/** Up to where an answer counts as quick, and as slow; past that it hardly counts as one. */
const LATENCIES = { db: { ok: 200, slow: 1_000, beyond: 'fail' }, redis: { ok: 100, slow: 500, beyond: 'warn' } } as const;

export function judgeLatency(name: keyof typeof LATENCIES, ms: number): HealthCheck {
  const { ok, slow, beyond } = LATENCIES[name];
  if (ms <= ok) return { name, status: 'ok', latency_ms: ms, code: null };
  return { name, status: ms <= slow ? 'warn' : beyond, latency_ms: ms, code: 'SLOW' };
}

/** How long the oldest job of a queue may wait, and how long before nothing seems to work on it. */
const USUAL = { ok: 5 * SECOND, late: 60 * SECOND } as const;
/** Nobody sits and waits for these. */
const PATIENT = { ok: 60 * SECOND, late: 600 * SECOND } as const;
const PATIENT_QUEUES: readonly string[] = ['broadcast', 'render'];

/** By the age of the oldest job that waits in each queue; `recentDeaths`: jobs that died in the last hour. */
export function judgeQueues(states: readonly Pick<QueueState, 'queue' | 'oldestWaitingAgeMs'>[], recentDeaths: number): HealthCheck {
  const waits = states.map(({ queue, oldestWaitingAgeMs: age }) => {
    const { ok, late } = PATIENT_QUEUES.includes(queue) ? PATIENT : USUAL;
    return age === null || age <= ok ? 0 : age <= late ? 1 : 2;
  });
  const worst = Math.max(0, ...waits);
  if (worst > 0) return of('queues', worst === 2 ? 'fail' : 'warn', 'OLDEST_WAITS_LONG');
  return recentDeaths > 0 ? of('queues', 'warn', 'DEAD_LETTERS') : of('queues', 'ok');
}

const SEEN_LATELY_MS = 30 * SECOND;
const SEEN_AT_ALL_MS = 120 * SECOND;

/** Whether somebody was heard of late that does each part of the work. */
export function judgeRoles(processes: readonly Pick<SeenProcess, 'name' | 'roles' | 'ageMs'>[], needed: readonly string[]): HealthCheck {
  const workers = processes.filter(({ name }) => name === 'worker');
  const ages = needed.map((role) => Math.min(...workers.filter(({ roles }) => roles.includes(role)).map(({ ageMs }) => ageMs)));
  const oldest = Math.max(0, ...ages);
  if (oldest <= SEEN_LATELY_MS) return of('worker', 'ok');
  return of('worker', oldest <= SEEN_AT_ALL_MS ? 'warn' : 'fail', 'ROLE_NOT_SEEN');
}

const of = (name: HealthName, status: HealthCheck['status'], code: string | null = null): HealthCheck => ({ name, status, latency_ms: null, code });
