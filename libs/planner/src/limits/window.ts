/** Moments of the last `lengthMs` before `now`; what a clock that was set back left in the future does not count. */
export const withinWindow = (moments: readonly number[], now: number, lengthMs: number): number[] => moments.filter((at) => at <= now && at > now - lengthMs);
