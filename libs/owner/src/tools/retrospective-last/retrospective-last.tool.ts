import { AnyText, Count, InstantText, Limit, ListOf, Nullable, ownProvenance, type AuditRecord } from '@ownerbot/tools';
import { ownRead } from '../read-tool';

export class RetrospectiveLastPayload {
  @Limit(20) readonly limit: number = 5;
}

export class RequestRecordData {
  @InstantText() readonly at: string;
  @AnyText() readonly correlation_id: string;
  @AnyText() readonly input: string;
  @Nullable() @AnyText() readonly template_id: string | null;
  @Nullable() @AnyText() readonly tool: string | null;
  @AnyText() readonly kind: string;
  @AnyText() readonly status: string;
  @Nullable() @AnyText() readonly reason: string | null;
  @AnyText() readonly quality: string;
  @Nullable() @Count() readonly latency_ms: number | null;
}

export class RetrospectiveLastOutput {
  @Count() readonly total: number;
  @Count() readonly count: number;
  /** Newest first. */
  @ListOf(() => RequestRecordData, 20) readonly records: readonly RequestRecordData[];
}

/** What the last requests were taken for, and what became of them. */
export const retrospectiveLast = ownRead<RetrospectiveLastPayload, RetrospectiveLastOutput>({
  name: 'retrospective_last',
  version: '1.1',
  group: 'systems',
  payload: RetrospectiveLastPayload,
  output: RetrospectiveLastOutput,
  auditFields: ['limit'],
  list: ({ records }) => records,
  async handle({ limit }, context) {
    const { total, events } = await context.own.lastRequests(limit);
    return { data: { total, count: events.length, records: events.map(recordOf) }, provenance: ownProvenance(['audit_events'], context, { counts: { total, shown: events.length } }) };
  },
});

function recordOf({ occurred_at: at, correlation_id, fields }: AuditRecord): RequestRecordData {
  const textOf = (name: string): string | null => (typeof fields[name] === 'string' ? String(fields[name]) : null);
  const latency = fields['latency_ms'];
  return {
    at,
    // Of the update that began it: that is what an owner remembers.
    correlation_id: textOf('request_id') ?? correlation_id,
    input: textOf('input') ?? 'text',
    template_id: textOf('template_id'),
    tool: textOf('tool'),
    kind: textOf('kind') ?? 'request',
    status: textOf('status') ?? 'ok',
    reason: textOf('error_code') ?? textOf('reason'),
    quality: textOf('quality') ?? 'high',
    latency_ms: typeof latency === 'number' && Number.isInteger(latency) && latency >= 0 ? latency : null,
  };
}
