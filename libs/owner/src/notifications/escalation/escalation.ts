import { advanceIncidents, figuresOf, type DecideInput, type Decision, type Facts, type IncidentRules, type NotificationKind, type NotifyMessage } from '@ownerbot/notifications';
import type { Incident, NotifySettings } from '@ownerbot/storage';
import { MINUTE_MS } from '../hours';
import { originOf } from '../origin';
import { readState } from '../read-state';
import { escalationReads, judgeCauses } from './causes';

/** What stays bad is remembered by the incidents, which have tables of their own. */
export class EscalationState {}

export const escalation: NotificationKind<EscalationState> = {
  kind: 'escalation',
  schemaVersion: 1,
  initialState: () => ({}),
  readState: (stored) => readState(EscalationState, stored),
  reads: ({ settings }) => escalationReads(settings),
  decide,
};

export function rulesOf(settings: NotifySettings, reopenMs: number): IncidentRules {
  const until = settings.escalation_snoozed_until;
  return {
    stage1AfterMs: settings.escalation_stage1_after_minutes * MINUTE_MS,
    repeatEveryMs: settings.escalation_repeat_every_minutes * MINUTE_MS,
    maxRepeats: settings.escalation_max_repeats,
    reopenMs,
    snoozedUntil: until === null ? null : new Date(until),
  };
}

function decide({ settings, state, facts, incidents, now, rules, newId, ownerUserId, mode }: DecideInput<EscalationState>): Decision<EscalationState> {
  const findings = judgeCauses(settings, facts, now);
  const on = findings.filter(({ isOn }) => isOn);
  const advanced = advanceIncidents({ ownerUserId, incidents, findings, rules: rulesOf(settings, rules.reopenMs), now, newId });
  const written = { state, incidents: advanced.writes, ...(advanced.nextDueAt === null ? {} : { nextRunAt: advanced.nextDueAt }) };
  if (on.length > 0 && on.every(({ found }) => found === null)) return { type: 'unknown', reason: codeOf(facts), ...written };
  const from = originOf(facts, mode);
  const messages = [...(advanced.due.length === 0 ? [] : [dueMessage(advanced.due, settings, from)]), ...advanced.over.map((incident) => overMessage(incident, from))];
  if (messages.length === 0) return { type: 'skip', reason: advanced.writes.length === 0 ? 'CLEAR' : 'WATCHING', ...written };
  return { type: 'send', reason: advanced.due.length > 0 ? 'DUE' : 'OVER', messages, ...written };
}

type From = ReturnType<typeof originOf>;

function dueMessage(due: readonly Incident[], settings: NotifySettings, from: From): NotifyMessage {
  return {
    dedupKey: `esc:${due.map(({ incidentId, repeats }) => `${incidentId}:${String(repeats)}`).join(',')}`,
    severity: 'critical',
    variant: due.some(({ repeats }) => repeats === 0) ? 'stage' : 'repeat',
    figures: {
      incidents: due.map((incident) => {
        const { first, now } = figuresOf(incident);
        return { incident_id: incident.incidentId, cause: incident.cause, since: incident.firstSeenAt.toISOString(), first, now, repeat: incident.repeats, of: settings.escalation_max_repeats };
      }),
    },
    ...from,
    isQuietAtNight: false,
  };
}

function overMessage(incident: Incident, from: From): NotifyMessage {
  const { cause, incidentId, firstSeenAt, closedAt, reopened } = incident;
  return {
    dedupKey: `esc:${incidentId}:closed:${String(reopened)}`,
    severity: 'info',
    variant: 'over',
    figures: { incident_id: incidentId, cause, since: firstSeenAt.toISOString(), closed_at: closedAt?.toISOString() ?? null, first: figuresOf(incident).first },
    ...from,
    isQuietAtNight: true,
  };
}

function codeOf(facts: Facts): string {
  return Object.values(facts).flatMap((fact) => (fact.known ? [] : [fact.code]))[0] ?? 'UNKNOWN';
}
