import type { BackendName } from '@ownerbot/queues';

/** What one side of a measurement did. Times in milliseconds. */
export interface Figures {
  readonly perSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** CPU time of the measured process for one update; it hardly depends on what else the machine does. */
  readonly cpuMs?: number;
}

/** A figure that a bench has nothing to say of is not there. */
export interface BenchResult extends Partial<Figures> {
  readonly name: string;
  readonly backend: BackendName;
  readonly control?: Partial<Figures>;
  /** Ours to the control's, the median of the rounds: of the rate, or of p50 where the rate is given. */
  readonly ratio?: number;
  readonly updates: number;
  readonly rounds: number;
  /** Further figures of the same run, each beside its control where it has one. */
  readonly more?: Readonly<Record<string, Partial<Figures> & { readonly control?: Partial<Figures>; readonly ratio?: number }>>;
  /** What is no rate and no time of a request, by a name that has the unit. */
  readonly facts?: Readonly<Record<string, number>>;
}

export interface Round {
  readonly ours: Figures;
  readonly control: Figures;
}

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? NaN) : ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

/** Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)] ?? NaN;
}

export function figuresOf(count: number, seconds: number, timesMs: readonly number[]): Figures {
  return { perSecond: count / seconds, p50Ms: percentile(timesMs, 0.5), p99Ms: percentile(timesMs, 0.99) };
}

export function medianFigures(all: readonly Figures[]): Figures {
  const of = (key: keyof Figures) => rounded(median(all.map((one) => one[key] ?? NaN)));
  return { perSecond: of('perSecond'), p50Ms: of('p50Ms'), p99Ms: of('p99Ms'), ...(all.some((one) => one.cpuMs === undefined) ? {} : { cpuMs: of('cpuMs') }) };
}

/** Medians of both sides; the ratio is taken within each round, where both met the same machine. */
export function summary(rounds: readonly Round[], ratioOf: 'perSecond' | 'p50Ms' | 'p99Ms'): { ours: Figures; control: Figures; ratio: number } {
  return {
    ours: medianFigures(rounds.map((round) => round.ours)),
    control: medianFigures(rounds.map((round) => round.control)),
    ratio: rounded(median(rounds.map(({ ours, control }) => ours[ratioOf] / control[ratioOf]))),
  };
}

export function rounded(value: number): number {
  return Math.round(value * 1_000) / 1_000;
}
