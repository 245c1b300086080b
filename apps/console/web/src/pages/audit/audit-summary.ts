const LONGEST = 160;
/** What tells most, first. */
const FIRST = ['actor', 'action', 'by', 'code', 'error_code', 'tool', 'reason'];

/** The fields of an event as one line: plain values alone, the telling ones first. */
export function auditSummary(fields: Readonly<Record<string, unknown>>): string {
  const plain = Object.entries(fields).filter(([, value]) => ['string', 'number', 'boolean'].includes(typeof value));
  const rank = (key: string): number => (FIRST.includes(key) ? FIRST.indexOf(key) : FIRST.length);
  const text = plain
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([key, value]) => `${key}: ${String(value)}`)
    .join(' · ');
  return text.length > LONGEST ? `${text.slice(0, LONGEST)}…` : text;
}
