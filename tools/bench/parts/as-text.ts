import type { BenchResult, Figures } from './figures';

/** The figures as a small table for a person. */
export function asText(result: BenchResult): string {
  const rows: readonly (readonly [string, Partial<Figures>])[] = [
    [result.name, result],
    ...withControl('', result.control),
    ...Object.entries(result.more ?? {}).flatMap(([name, { control, ...ours }]): [string, Partial<Figures>][] => [[name, ours], ...withControl(`${name}, `, control)]),
  ];
  const line = (name: string, figures: Partial<Figures>) =>
    `${name.padEnd(NAME)}${cell(figures.perSecond)}${cell(figures.p50Ms)}${cell(figures.p99Ms)}${cell(figures.cpuMs)}\n`;
  return [
    `${`${result.backend}, ${result.updates} updates`.padEnd(NAME)}${'per second'.padStart(12)}${'p50 ms'.padStart(12)}${'p99 ms'.padStart(12)}${'cpu ms'.padStart(12)}\n`,
    ...rows.map(([name, figures]) => line(name, figures)),
    ...Object.entries(result.facts ?? {}).map(([name, value]) => `${name.padEnd(NAME)}${cell(value)}\n`),
    `${result.ratio === undefined ? '' : `ratio ${result.ratio}, `}median of ${result.rounds} rounds\n`,
  ].join('');
}

const NAME = 44;

function withControl(before: string, control: Partial<Figures> | undefined): [string, Partial<Figures>][] {
  return control === undefined ? [] : [[`${before}control`, control]];
}

function cell(value: number | undefined): string {
  return value === undefined ? ''.padStart(12) : value.toFixed(value >= 100 ? 0 : 2).padStart(12);
}
