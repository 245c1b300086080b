import type { ActionResult, OwnChange as OwnCommit } from '@ownerbot/actions';
import { acknowledged, applySettings, closed, slotOfSettings, type IncidentWrite } from '@ownerbot/notifications';
import { ShopError } from '@ownerbot/shop';
import { appendAudit, editSettings, NOTIFY_KINDS, notifySettings, readIncidents, readSettings, saveIncidents, type Db, type Incident, type NotifyKind, type NotifySettings } from '@ownerbot/storage';
import { isObject } from '../../catalogue/read-fields';
import { CAUSES, isCauseOn } from '../../notifications/escalation/causes';
import { quietFrom } from '../../notifications/reports/state';

/**
 * Writes all fields of a confirmed change in one step of the version, and what follows from them: next runs, what kinds remember,
 * incidents that end or are acknowledged, audit. Somebody else's step in between makes the preview stale, before anything is written.
 */
export async function commitNtf(tx: Db, { proposal, commit, now }: OwnCommit): Promise<ActionResult> {
  const { ownerUserId, correlationId } = proposal;
  const patch = isObject(commit['patch']) ? commit['patch'] : {};
  const { owner, tenant } = await readSettings(tx, ownerUserId);
  const before = notifySettings(owner.stored);
  const version = await editSettings(tx, { of: 'owner', userId: ownerUserId, patch, seenVersion: Number(commit['settings_version']), at: now, correlationId, by: ownerUserId });
  if (version === null) throw new ShopError('PREVIEW_STALE', 'the settings have changed since the preview');
  const after = notifySettings({ ...owner.stored, ...patch });
  const step = { ownerUserId, before, after, ownerZone: owner.timezone ?? tenant.timezone, pollMs: Number(commit['poll_ms']), at: now };
  const previewed = isObject(commit['states']) ? commit['states'] : {};
  // Silence counts from the commit, not from the preview.
  const quiet = after.digest_quiet_enabled && !before.digest_quiet_enabled ? { digest: quietFrom(now) } : {};
  await applySettings(tx, { ...step, states: { ...Object.fromEntries(Object.entries(previewed).filter((entry): entry is [NotifyKind, object] => isKind(entry[0]) && isObject(entry[1]))), ...quiet } });
  const names = Array.isArray(commit['acknowledges']) ? commit['acknowledges'].map(String) : [];
  const moved = await moveIncidents(tx, { ownerUserId, after, names, now });
  const fields = Object.keys(patch);
  const changed = Object.fromEntries(fields.map((field) => [field, { before: valueOf(before, field), after: valueOf(after, field) }]));
  await appendAudit(tx, {
    correlationId,
    at: now,
    events: [
      { eventType: 'ntf_settings_changed', severity: 'info', ownerUserId, fields: { tool: proposal.tool, version, changed } },
      ...moved.flatMap(({ incident, events }) => events.map(({ event }) => ({ eventType: `incident_${event}`, severity: 'info' as const, ownerUserId, fields: { incident_id: incident.incidentId, cause: incident.cause, since: incident.firstSeenAt } }))),
    ],
  });
  const next = await Promise.all(NOTIFY_KINDS.map(async (kind) => ({ kind, at: (await slotOfSettings(tx, kind, step))?.at.toISOString() ?? null })));
  return { affected_count: fields.length + moved.length, settings_version: version, applied: fields, next };
}

/** Acknowledged ones, and the ends of those whose cause, or the whole escalation, is off now: those end without a word. */
async function moveIncidents(tx: Db, { ownerUserId, after, names, now }: { ownerUserId: string; after: NotifySettings; names: readonly string[]; now: Date }): Promise<IncidentWrite[]> {
  const open = (await readIncidents(tx, { ownerUserId, closedSince: now })).filter(({ state }) => state !== 'closed');
  if (names.some((id) => !open.some(({ incidentId }) => incidentId === id))) throw new ShopError('PREVIEW_STALE', 'the incident has ended since the preview');
  const moved = open.flatMap((incident) => {
    if (!after.escalation_enabled || !isStillOn(incident, after)) return [closed(incident, now, ownerUserId)];
    const acked = names.includes(incident.incidentId) ? acknowledged(incident, { by: ownerUserId, now }) : null;
    return acked === null ? [] : [acked];
  });
  await saveIncidents(tx, moved, now);
  return moved;
}

function isStillOn({ cause }: Incident, after: NotifySettings): boolean {
  const known = CAUSES.find((one) => one === cause);
  return known !== undefined && isCauseOn(known, after);
}

const isKind = (name: string): name is NotifyKind => NOTIFY_KINDS.some((kind) => kind === name);

function valueOf(settings: NotifySettings, field: string): unknown {
  return Object.entries(settings).find(([name]) => name === field)?.[1];
}
