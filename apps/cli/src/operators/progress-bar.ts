import type { Progress } from '@ownerbot/operations';

const WIDTH = 30;

/** How far an operation is, as one line: `[##########>         ] 12/25  dead 1`. */
export function progressLine({ total, done, dead, skipped, cancelled, underWay }: Progress): string {
  const ended = done + dead + skipped + cancelled;
  const share = total === 0 ? 1 : ended / total;
  const filled = Math.floor(share * WIDTH);
  const bar = `${'#'.repeat(filled)}${filled < WIDTH ? '>' : ''}`.padEnd(WIDTH);
  const more = Object.entries({ 'under way': underWay, dead, skipped, cancelled }).flatMap(([name, count]) => (count > 0 ? [`${name} ${count}`] : []));
  return [`[${bar}] ${ended}/${total}`, ...more].join('  ');
}
