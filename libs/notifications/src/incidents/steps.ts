import type { Incident } from '@ownerbot/storage';
import type { IncidentEvent, IncidentWrite } from '../model/decision';
import { figuresOf, type IncidentRules } from './incident-rules';

interface NewIncident {
  readonly ownerUserId: string;
  readonly cause: string;
  readonly figures: object;
  readonly now: Date;
  readonly newId: () => string;
}

/** First sight: nothing is said yet. */
export function opened({ ownerUserId, cause, figures, now, newId }: NewIncident): IncidentWrite {
  const incident: Incident = {
    incidentId: newId(),
    ownerUserId,
    cause,
    state: 'watching',
    firstSeenAt: now,
    lastSeenAt: now,
    raisedAt: null,
    lastSentAt: null,
    repeats: 0,
    ackedAt: null,
    closedAt: null,
    clearCount: 0,
    reopened: 0,
    figures: { first: figures, now: figures, former: null, isTold: false },
  };
  return write(incident, ['opened']);
}

/** Seen once more, and nothing is said. What repeats it has left follows the rules of now. */
export function seen(open: Incident, figures: object, { rules, now }: { rules: IncidentRules; now: Date }): IncidentWrite {
  const state = stateBy(open, rules);
  const incident: Incident = { ...open, state, lastSeenAt: now, clearCount: 0, figures: { ...figuresOf(open), now: figures } };
  return write(incident, state === open.state || state !== 'exhausted' ? [] : ['exhausted']);
}

/** Stage or repeat: it is told now. With its last repeat it is exhausted. */
export function told(open: Incident, figures: object, { rules, now }: { rules: IncidentRules; now: Date }): IncidentWrite {
  const isStage = open.state === 'watching';
  const sent: Incident = {
    ...open,
    state: 'raised',
    lastSeenAt: now,
    raisedAt: open.raisedAt ?? now,
    lastSentAt: now,
    repeats: isStage ? 0 : open.repeats + 1,
    clearCount: 0,
    figures: { ...figuresOf(open), now: figures, isTold: true },
  };
  const state = stateBy(sent, rules);
  return write({ ...sent, state }, [isStage ? 'raised' : 'repeated', ...(state === 'exhausted' ? (['exhausted'] as const) : [])]);
}

/** The same incident again, as it stood; it says nothing by itself. */
export function reopened(earlier: Incident, figures: object, now: Date): IncidentWrite {
  const before = figuresOf(earlier);
  const incident: Incident = {
    ...earlier,
    state: before.former ?? 'watching',
    lastSeenAt: now,
    closedAt: null,
    clearCount: 0,
    reopened: earlier.reopened + 1,
    figures: { ...before, now: figures, former: null, isTold: false },
  };
  return write(incident, ['reopened']);
}

export function closed(open: Incident, now: Date, by: string | null = null): IncidentWrite {
  const incident: Incident = { ...open, state: 'closed', closedAt: now, clearCount: 0, figures: { ...figuresOf(open), former: open.state } };
  return write(incident, ['closed'], by);
}

/** Null: it is acknowledged already, or over. */
export function acknowledged(incident: Incident, { by, now }: { by: string; now: Date }): IncidentWrite | null {
  if (incident.state === 'acknowledged' || incident.state === 'closed') return null;
  return write({ ...incident, state: 'acknowledged', ackedAt: now }, ['acknowledged'], by);
}

function stateBy({ state, repeats }: Incident, { maxRepeats }: IncidentRules): Incident['state'] {
  if (state !== 'raised' && state !== 'exhausted') return state;
  return repeats < maxRepeats ? 'raised' : 'exhausted';
}

function write(incident: Incident, events: readonly IncidentEvent['event'][], by: string | null = null): IncidentWrite {
  return { incident, events: events.map((event) => ({ event, by })) };
}
