import type { Incident } from '@ownerbot/storage';
import type { IncidentWrite } from '../model/decision';
import { closed, opened, reopened, seen, told } from './steps';
import { dueOf, figuresOf, isOpen, type CauseFinding, type IncidentRules } from './incident-rules';

export interface IncidentsNow {
  readonly ownerUserId: string;
  /** Open ones, and those that closed within the time for reopening. */
  readonly incidents: readonly Incident[];
  /** One for each cause that there is. */
  readonly findings: readonly CauseFinding[];
  readonly rules: IncidentRules;
  readonly now: Date;
  readonly newId: () => string;
}

export interface AdvancedIncidents {
  /** Only what has changed. */
  readonly writes: readonly IncidentWrite[];
  /** Whose stage or repeat is told now, all in one message, oldest first. */
  readonly due: readonly Incident[];
  /** That are over and were told of: one message each. */
  readonly over: readonly Incident[];
  /** When the next message may be due; null: none is to come by time alone. */
  readonly nextDueAt: Date | null;
}

interface Step {
  readonly write: IncidentWrite | null;
  readonly incident: Incident | null;
  readonly isDue?: boolean;
  readonly isOver?: boolean;
}

/** The life of an owner's incidents, one evaluation further. What is not known changes nothing. */
export function advanceIncidents({ incidents, findings, ...at }: IncidentsNow): AdvancedIncidents {
  const steps = findings.map((finding) => advance(finding, incidents.filter(({ cause }) => cause === finding.cause), at));
  const after = steps.flatMap(({ incident }) => (incident === null ? [] : [incident]));
  return {
    writes: steps.flatMap(({ write }) => (write === null ? [] : [write])),
    due: messagesOf(steps, 'isDue').sort((one, other) => one.firstSeenAt.getTime() - other.firstSeenAt.getTime()),
    over: messagesOf(steps, 'isOver'),
    nextDueAt: earliestDue(after, at),
  };
}

type At = Omit<IncidentsNow, 'incidents' | 'findings'>;

function advance(finding: CauseFinding, ofCause: readonly Incident[], at: At): Step {
  const { now } = at;
  const open = ofCause.find(isOpen) ?? null;
  if (!finding.isOn) return open === null ? NOTHING : { write: closed(open, now), incident: null };
  if (finding.found === null) return { write: null, incident: open };
  const { holds, figures } = finding.found;
  if (!holds) return open === null ? NOTHING : clear(open, at);
  if (open !== null) return still(open, figures, at);
  const earlier = newestOf(ofCause.filter((one) => !isOpen(one) && mayReopen(one, at)));
  const write = earlier === null ? opened({ ...at, cause: finding.cause, figures }) : reopened(earlier, figures, now);
  return { write, incident: write.incident };
}

const NOTHING: Step = { write: null, incident: null };

/** The cause holds: E2 to E4, by the rules as they are now. */
function still(open: Incident, figures: object, { rules, now }: At): Step {
  const due = dueOf(open, rules);
  const isSnoozed = rules.snoozedUntil !== null && now < rules.snoozedUntil;
  if (due === null || now < due || isSnoozed) {
    const write = seen(open, figures, { rules, now });
    return { write, incident: write.incident };
  }
  const write = told(open, figures, { rules, now });
  return { write, incident: write.incident, isDue: true };
}

/** The cause does not hold: at the second time in a row the incident is over. */
function clear(open: Incident, { rules, now }: At): Step {
  if (open.clearCount === 0) {
    const incident = { ...open, clearCount: 1 };
    return { write: { incident, events: [] }, incident };
  }
  const isSnoozed = rules.snoozedUntil !== null && now < rules.snoozedUntil;
  return { write: closed(open, now), incident: null, isOver: figuresOf(open).isTold && !isSnoozed };
}

const mayReopen = ({ closedAt }: Incident, { rules, now }: At): boolean => closedAt !== null && now.getTime() - closedAt.getTime() <= rules.reopenMs;

function newestOf(incidents: readonly Incident[]): Incident | null {
  return incidents.reduce<Incident | null>((newest, one) => (newest === null || (one.closedAt ?? one.firstSeenAt) > (newest.closedAt ?? newest.firstSeenAt) ? one : newest), null);
}

function messagesOf(steps: readonly Step[], which: 'isDue' | 'isOver'): Incident[] {
  return steps.flatMap((step) => (step[which] === true && step.write !== null ? [step.write.incident] : []));
}

/** Not before the snooze ends; what is due already waits for facts, so the next poll serves it. */
function earliestDue(open: readonly Incident[], { rules, now }: At): Date | null {
  const times = open.flatMap((incident) => {
    const due = dueOf(incident, rules)?.getTime();
    return due === undefined ? [] : [Math.max(due, rules.snoozedUntil?.getTime() ?? 0)];
  });
  const coming = times.filter((time) => time > now.getTime());
  return coming.length === 0 ? null : new Date(Math.min(...coming));
}
