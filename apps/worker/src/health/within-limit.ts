import type { HealthCheck, HealthName } from '@ownerbot/tools';

/** So long one check may take: an owner who asks what is wrong must not wait for what is wrong. */
export const CHECK_LIMIT_MS = 3_000;

/** A check that fails, or does not come to an end, says that there is no answer. */
export async function withinLimit(name: HealthName, check: () => Promise<HealthCheck>, limitMs: number = CHECK_LIMIT_MS): Promise<HealthCheck> {
  const begun = performance.now();
  const silent = (): HealthCheck => ({ name, status: 'fail', latency_ms: Math.round(performance.now() - begun), code: 'NO_ANSWER' });
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<HealthCheck>((resolve) => {
    timer = setTimeout(() => resolve(silent()), limitMs);
  });
  try {
    return await Promise.race([check(), limit]);
  } catch {
    return silent();
  } finally {
    clearTimeout(timer);
  }
}
