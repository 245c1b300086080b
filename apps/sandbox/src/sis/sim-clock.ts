/** The simulator's time: real, real and shifted, or fixed. */
export interface SimClock {
  now(): Date;
  /** null while time runs. */
  fixedAt(): Date | null;
  /** How far ahead of real time it runs; 0 while it is fixed. */
  shiftMs(): number;
  /** Stands still at a moment; null lets real time run again, without a shift. */
  fix(at: Date | null): void;
  /** Jumps ahead, fixed or not. */
  advance(seconds: number): void;
}

export function createSimClock(realNow: () => number, fixedAt: Date | null): SimClock {
  let fixedMs = fixedAt?.getTime() ?? null;
  let shiftMs = 0;
  return {
    now: () => new Date(fixedMs ?? realNow() + shiftMs),
    fixedAt: () => (fixedMs === null ? null : new Date(fixedMs)),
    shiftMs: () => shiftMs,
    fix(at) {
      fixedMs = at?.getTime() ?? null;
      shiftMs = 0;
    },
    advance(seconds) {
      if (fixedMs === null) shiftMs += seconds * 1000;
      else fixedMs += seconds * 1000;
    },
  };
}
