import type { BenchResult, Figures } from './figures';

/** The figures as a small table for a person. */
export function asText(result: BenchResult): string {
  const rows: readonly (readonly [string, Figures])[] = [
    [result.name, result],
    ['control', result.control],
    ...Object.entries(result.more ?? {}).flatMap(([name, { control, ...ours }]): [string, Figures][] => [[name, ours], [`${name}, control`, control]]),
  ];
  const line = (name: string, figures: Figures) =>
    `${name.padEnd(24)}${cell(figures.perSecond)}${cell(figures.p50Ms)}${cell(figures.p99Ms)}${cell(figures.cpuMs)}\n`;
  return [
    `${`${result.backend}, ${result.updates} updates`.padEnd(24)}${'per second'.padStart(12)}${'p50 ms'.padStart(12)}${'p99 ms'.padStart(12)}${'cpu ms'.padStart(12)}\n`,
    ...rows.map(([name, figures]) => line(name, figures)),
    `ratio ${result.ratio}, median of ${result.rounds} rounds\n`,
  ].join('');
}

function cell(value: number | undefined): string {
  return value === undefined ? '' : value.toFixed(value >= 100 ? 0 : 2).padStart(12);
}
