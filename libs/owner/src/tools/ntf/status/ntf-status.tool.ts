import { dueOf, figuresOf } from '@ownerbot/notifications';
import { NOTIFY_KINDS, type Incident, type NotifyKind } from '@ownerbot/storage';
import { AnyText, Count, ListOf, NoFields, Nullable, OneOf, Opaque, ownProvenance, type NotificationFacts } from '@ownerbot/tools';
import { rulesOf } from '../../../notifications/escalation/escalation';
import { isEnabled, zoneOf } from '@ownerbot/notifications';
import { kindSettingsOf } from './kind-settings';
import { ownRead } from '../../read-tool';

export class KindStatus {
  @OneOf(NOTIFY_KINDS) readonly kind: NotifyKind;
  @OneOf(['on', 'off', 'failing', 'held']) readonly state: 'on' | 'off' | 'failing' | 'held';
  /** Its fields by their names. */
  @Opaque() readonly settings: Readonly<Record<string, unknown>>;
  /** ISO instant; null: it is off. */
  @Nullable() @AnyText() readonly next_run_at: string | null;
  /** In which its times are meant. */
  @AnyText() readonly zone: string;
  @Nullable() @AnyText() readonly last_sent_at: string | null;
  @Nullable() @AnyText() readonly last_outcome: string | null;
  @Nullable() @AnyText() readonly last_reason: string | null;
  @Nullable() @AnyText() readonly failing_since: string | null;
  @Nullable() @AnyText() readonly held_reason: string | null;
}

export class OpenIncident {
  @AnyText() readonly incident_id: string;
  @AnyText() readonly cause: string;
  @AnyText() readonly state: string;
  @AnyText() readonly since: string;
  @Opaque() readonly figures: object;
  /** Of the next message; null: none is to come by itself. */
  @Nullable() @AnyText() readonly next_due_at: string | null;
}

export class OpenOutage {
  @AnyText() readonly cause: string;
  @AnyText() readonly since: string;
}

export class NtfStatusOutput {
  @AnyText() readonly mode: string;
  @Count() readonly settings_version: number;
  @Count() readonly poll_sec: number;
  @ListOf(() => KindStatus, NOTIFY_KINDS.length) readonly kinds: readonly KindStatus[];
  @ListOf(() => OpenIncident) readonly incidents: readonly OpenIncident[];
  /** ISO instant; null: nothing is snoozed. */
  @Nullable() @AnyText() readonly snoozed_until: string | null;
  @ListOf(() => OpenOutage) readonly outages: readonly OpenOutage[];
}

/** What the owner is told without asking: what is on, when it comes next, what is open. */
export const ntfStatus = ownRead<NoFields, NtfStatusOutput>({
  name: 'ntf_status',
  version: '1.1',
  group: 'notifications',
  payload: NoFields,
  output: NtfStatusOutput,
  async handle(_payload, context) {
    const facts = await context.own.notifications(String(context.actor.owner_user_id));
    const until = facts.settings.escalation_snoozed_until;
    return {
      data: {
        mode: context.mode,
        settings_version: facts.settings_version,
        poll_sec: facts.poll_ms / 1_000,
        kinds: NOTIFY_KINDS.map((kind) => statusOf(kind, facts)),
        incidents: facts.incidents.map((incident) => incidentOf(incident, facts)),
        snoozed_until: until !== null && Date.parse(until) > context.now.getTime() ? until : null,
        outages: facts.outages.map(({ cause, openedAt }) => ({ cause, since: openedAt.toISOString() })),
      },
      provenance: ownProvenance(['settings', 'notify_subscriptions', 'incidents', 'upstream_outages'], context),
    };
  },
});

function statusOf(kind: NotifyKind, { settings, subscriptions, timezone }: NotificationFacts): KindStatus {
  const one = subscriptions.find((subscription) => subscription.kind === kind);
  const isOn = isEnabled(kind, settings);
  const isHeld = one !== undefined && one.heldReason !== null;
  const isFailing = one !== undefined && one.failingSince !== null;
  return {
    kind,
    state: !isOn ? 'off' : isHeld ? 'held' : isFailing ? 'failing' : 'on',
    settings: kindSettingsOf(kind, settings),
    next_run_at: isOn ? (one?.nextRunAt?.toISOString() ?? null) : null,
    zone: zoneOf(kind, settings, timezone),
    last_sent_at: one?.lastSentAt?.toISOString() ?? null,
    last_outcome: one?.lastOutcome ?? null,
    last_reason: one?.lastReason ?? null,
    failing_since: one?.failingSince?.toISOString() ?? null,
    held_reason: one?.heldReason ?? null,
  };
}

function incidentOf(incident: Incident, { settings }: NotificationFacts): OpenIncident {
  return {
    incident_id: incident.incidentId,
    cause: incident.cause,
    state: incident.state,
    since: incident.firstSeenAt.toISOString(),
    figures: figuresOf(incident).now,
    next_due_at: dueOf(incident, rulesOf(settings, 0))?.toISOString() ?? null,
  };
}
