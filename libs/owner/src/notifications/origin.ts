import type { Facts, NotifyMessage } from '@ownerbot/notifications';

export type Origin = Pick<NotifyMessage, 'asOf' | 'provenance' | 'mode'>;

/** Where the figures of several reads come from, in one line: their systems together, and the oldest of their times. */
export function originOf(facts: Facts, mode: string): Origin {
  const known = Object.values(facts).flatMap((fact) => (fact.known ? [fact] : []));
  const [first, ...others] = [...known].sort((one, other) => Date.parse(one.asOf) - Date.parse(other.asOf));
  if (first === undefined) return { asOf: null, provenance: null, mode };
  const sources = [...new Set([first, ...others].flatMap(({ provenance }) => provenance.sources))];
  return { asOf: first.asOf, provenance: { ...first.provenance, sources, counts: null }, mode };
}
