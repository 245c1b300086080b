const SLOW_MS = 30_000;
const STUCK_MS = 120_000;

/** A job should wait for seconds; after two minutes somebody should look. */
export function ageColor(ageMs: number | null): string | undefined {
  if (ageMs === null || ageMs < SLOW_MS) return undefined;
  return ageMs < STUCK_MS ? 'orange' : 'red';
}
