import { AnyText, Count, Limit, ListOf, Nullable, Optional, ownProvenance, rule, type OwnData } from '@ownerbot/tools';
import { AuditEventData } from '../events/event-fields';
import { redactFields } from '../events/redact';
import { ownRead } from '../read-tool';

export class SysAuditRecentPayload {
  @Limit(100) readonly limit: number = 20;
  @Optional() @rule('event_type', '1..64 of a-z, 0-9, _ and .', (value) => typeof value === 'string' && /^[a-z0-9_.]{1,64}$/.test(value), { type: 'text', min: 1, max: 64 }) readonly event_type?: string;
  /** As a page gave it. */
  @Optional() @rule('cursor', 'a cursor of an earlier page', (value) => typeof value === 'string' && /^[1-9]\d{0,17}$/.test(value), { type: 'text', min: 1, max: 18, means: 'cursor' }) readonly cursor?: string;
}

export class SysAuditRecentOutput {
  @Count() readonly total: number;
  @Count() readonly count: number;
  /** Newest first. */
  @ListOf(() => AuditEventData, 100) readonly events: readonly AuditEventData[];
  @Nullable() @AnyText() readonly next_cursor: string | null;
}

/** What OwnerBot did of late. */
export const sysAuditRecent = ownRead<SysAuditRecentPayload, SysAuditRecentOutput>({
  name: 'sys_audit_recent',
  version: '1.1',
  group: 'systems',
  payload: SysAuditRecentPayload,
  output: SysAuditRecentOutput,
  auditFields: ['limit', 'event_type'],
  list: ({ events }) => events,
  async handle({ limit, event_type, cursor }, context) {
    const { total, events } = await context.own.audit({ limit, ...(event_type === undefined ? {} : { event_type }), ...(cursor === undefined ? {} : { before_id: cursor }) });
    return {
      data: { total, count: events.length, events: events.map(shownEvent), next_cursor: events.length === limit ? (events.at(-1)?.id ?? null) : null },
      provenance: ownProvenance(['audit_events'], context, { counts: { total, shown: events.length }, filters: event_type === undefined ? {} : { event_type } }),
    };
  },
});

function shownEvent({ id, occurred_at, correlation_id, event_type, fields }: Awaited<ReturnType<OwnData['audit']>>['events'][number]): AuditEventData {
  return { id, occurred_at, correlation_id, event_type, fields: redactFields(fields) };
}
