import { dueOf } from '@ownerbot/notifications';
import type { Incident } from '@ownerbot/storage';
import { Flag, IntegerIn, NoFields, Optional, rule, ToolError } from '@ownerbot/tools';
import { rulesOf } from '../../../notifications/escalation/escalation';
import { HOUR_MS } from '../../../notifications/hours';
import { ntfAction, type NtfEffect, type NtfNow } from '../ntf-action';

export const ntfEscalationEnable = ntfAction<NoFields>({
  name: 'ntf_escalation_enable',
  payload: NoFields,
  kinds: ['escalation'],
  asks: () => ({ escalation_enabled: true }),
  effect: () => ({ notes: ['ESCALATION_MEANS'] }),
});

export const ntfEscalationDisable = ntfAction<NoFields>({
  name: 'ntf_escalation_disable',
  payload: NoFields,
  kinds: ['escalation'],
  asks: () => ({ escalation_enabled: false }),
  effect: (_payload, { facts }) => (facts.incidents.length === 0 ? {} : { notes: ['INCIDENTS_END'], told: { incidents: facts.incidents.length } }),
});

export class NtfEscalationRulesSetPayload {
  @Optional() @IntegerIn(30, 1440) readonly stage1_after_minutes?: number;
  @Optional() @IntegerIn(60, 2880) readonly repeat_every_minutes?: number;
  /** 0: never repeated. */
  @Optional() @IntegerIn(0, 10) readonly max_repeats?: number;
  @Optional() @Flag() readonly on_fx_failed?: boolean;
  @Optional() @Flag() readonly on_out_of_stock?: boolean;
  @Optional() @Flag() readonly on_stuck_orders_severe?: boolean;
  @Optional() @Flag() readonly on_errors_spike?: boolean;
  @Optional() @Flag() readonly on_unanswered_chats_severe?: boolean;
  @Optional() @IntegerIn(0, 999) readonly stuck_orders_min?: number;
  @Optional() @IntegerIn(0, 999) readonly errors_min?: number;
  @Optional() @IntegerIn(0, 999) readonly unanswered_chats_min?: number;
  @Optional() @IntegerIn(1, 168) readonly unanswered_threshold_hours?: number;
}

export const ntfEscalationRulesSet = ntfAction<NtfEscalationRulesSetPayload>({
  name: 'ntf_escalation_rules_set',
  payload: NtfEscalationRulesSetPayload,
  needsOne: [
    'stage1_after_minutes', 'repeat_every_minutes', 'max_repeats', 'on_fx_failed', 'on_out_of_stock', 'on_stuck_orders_severe', 'on_errors_spike', 'on_unanswered_chats_severe',
    'stuck_orders_min', 'errors_min', 'unanswered_chats_min', 'unanswered_threshold_hours',
  ],
  kinds: ['escalation'],
  asks: (rules) => ({
    escalation_stage1_after_minutes: rules.stage1_after_minutes,
    escalation_repeat_every_minutes: rules.repeat_every_minutes,
    escalation_max_repeats: rules.max_repeats,
    escalation_on_fx_failed: rules.on_fx_failed,
    escalation_on_out_of_stock: rules.on_out_of_stock,
    escalation_on_stuck_orders_severe: rules.on_stuck_orders_severe,
    escalation_on_errors_spike: rules.on_errors_spike,
    escalation_on_unanswered_chats_severe: rules.on_unanswered_chats_severe,
    escalation_stuck_orders_min: rules.stuck_orders_min,
    escalation_errors_min: rules.errors_min,
    escalation_unanswered_chats_min: rules.unanswered_chats_min,
    escalation_unanswered_threshold_hours: rules.unanswered_threshold_hours,
  }),
  effect(_payload, { facts, after }) {
    const open = facts.incidents.map((incident) => ({ cause: incident.cause, since: incident.firstSeenAt.toISOString(), due: dueOf(incident, rulesOf(after, 0))?.toISOString() ?? null }));
    return { notes: [...(after.escalation_enabled ? [] : ['ESCALATION_IS_OFF']), ...(open.length > 0 ? ['INCIDENTS_DUE'] : [])], told: { open } };
  },
});

export class NtfEscalationSnoozePayload {
  @IntegerIn(1, 72) readonly hours: number = 12;
}

/** Silence for all incidents of the owner, counted from the preview. */
export const ntfEscalationSnooze = ntfAction<NtfEscalationSnoozePayload>({
  name: 'ntf_escalation_snooze',
  payload: NtfEscalationSnoozePayload,
  kinds: [],
  asks: ({ hours }, { context }) => ({ escalation_snoozed_until: new Date(context.now.getTime() + hours * HOUR_MS).toISOString() }),
  effect(_payload, { facts: { settings }, after }) {
    const running = settings.escalation_snoozed_until;
    const isShorter = running !== null && after.escalation_snoozed_until !== null && running > after.escalation_snoozed_until;
    return { notes: [...(settings.escalation_enabled ? [] : ['ESCALATION_IS_OFF']), ...(isShorter ? ['SHORTER_SNOOZE'] : ['SNOOZE_MEANS'])] };
  },
});

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export class NtfEscalationAckPayload {
  /** The one that is open, where it is not given. */
  @Optional()
  @rule('incident', 'id of an incident', (value) => typeof value === 'string' && UUID.test(value))
  readonly incident_id?: string;
}

/** No more messages about an incident, whatever its figures become. */
export const ntfEscalationAck = ntfAction<NtfEscalationAckPayload>({
  name: 'ntf_escalation_ack',
  payload: NtfEscalationAckPayload,
  kinds: [],
  asks: () => ({}),
  effect: ({ incident_id: id }, now) => (id === undefined ? theOpenOne(now) : theNamedOne(id, now)),
});

function theOpenOne({ facts: { incidents } }: NtfNow): NtfEffect {
  const open = incidents.filter(({ state }) => state !== 'acknowledged');
  const [only] = open;
  if (only === undefined) return incidents.length === 0 ? { noop: 'NO_OPEN_INCIDENT' } : { noop: 'ALREADY_ACKNOWLEDGED' };
  if (open.length > 1) throw new ToolError('SCOPE_REQUIRED', 'several incidents are open', { incidents: open.map(({ incidentId, cause }) => ({ incident_id: incidentId, cause })) });
  return acks(only);
}

async function theNamedOne(id: string, { context }: NtfNow): Promise<NtfEffect> {
  const incident = await context.own.incident(String(context.actor.owner_user_id), id);
  if (incident === null) return { noop: 'NO_OPEN_INCIDENT' };
  if (incident.state === 'closed') return { noop: 'INCIDENT_OVER', told: { cause: incident.cause, closed_at: incident.closedAt?.toISOString() ?? null } };
  return incident.state === 'acknowledged' ? { noop: 'ALREADY_ACKNOWLEDGED' } : acks(incident);
}

function acks({ incidentId, cause, firstSeenAt }: Incident): NtfEffect {
  return { notes: ['ACK_MEANS'], told: { cause, since: firstSeenAt.toISOString() }, acknowledges: [incidentId], changes: true };
}
