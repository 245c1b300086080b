import type { Operation } from '../../../../src/contract';

const COLORS = { done: 'teal', dead: 'red', skipped: 'gray', cancelled: 'gray', underWay: 'blue' } as const;

/** The bar of an operation: what is over, by how it ended, and what is under way. What waits is the empty rest. */
export function progressParts(progress: Operation['progress']): { key: keyof typeof COLORS; percent: number; color: string }[] {
  if (progress.total === 0) return [];
  return (Object.keys(COLORS) as (keyof typeof COLORS)[])
    .map((key) => ({ key, percent: (progress[key] / progress.total) * 100, color: COLORS[key] }))
    .filter(({ percent }) => percent > 0);
}
