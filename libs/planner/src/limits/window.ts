/** Stored moments; whatever else stands there is none. */
export const momentsIn = (stored: unknown): number[] => (Array.isArray(stored) ? stored.filter((one): one is number => typeof one === 'number') : []);

/** Moments of the last `lengthMs` before `now`; what a clock that was set back left in the future does not count. */
export const withinWindow = (moments: readonly number[], now: number, lengthMs: number): number[] => moments.filter((at) => at <= now && at > now - lengthMs);
