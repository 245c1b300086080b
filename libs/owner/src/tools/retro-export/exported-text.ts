import { masked, toJson } from '../../replies/raw-views';

/** So long a text of the audit may be in a file. */
const LONGEST_TEXT = 120;

/** What is exported, without people and without long texts; the same figures are the same bytes. */
export function exportedText(value: object): string {
  return `${toJson(cut(masked(value)))}\n`;
}

function cut(value: unknown): unknown {
  if (typeof value === 'string') return [...value].slice(0, LONGEST_TEXT).join('');
  if (Array.isArray(value)) return value.map(cut);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, cut(one)]));
}
