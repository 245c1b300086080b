import { createHash } from 'node:crypto';

/** What differs between two deaths of one cause: quoted values, ids, times, numbers. In this order: a rule would spoil what an earlier one finds. */
const VARYING: readonly RegExp[] = [
  /"(?:[^"\\]|\\.)*"/g,
  /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/gi,
  /\b(?:tg|tool|commit|sch|art|ntf|evt|bc|team)-[A-Za-z0-9._-]+/g,
  /\b\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)/g,
  /\b(?=[0-9a-f]*\d)[0-9a-f]{8,}\b/gi,
  /\d+(?:[.,:]\d+)*/g,
];

/** A message without what varies from one death to the next. */
export function normalised(message: string): string {
  return VARYING.reduce((text, pattern) => text.replaceAll(pattern, '#'), message).replaceAll(/\s+/g, ' ').trim().slice(0, 500);
}

/** The same for all deaths of one kind, code and normalised message: 16 hex digits. */
export function fingerprintOf(kind: string, code: string, message: string): string {
  return createHash('sha256').update([kind, code, normalised(message)].join('\n')).digest('hex').slice(0, 16);
}
