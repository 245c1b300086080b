import { AnyText, Count, InstantText, IntegerIn, Limit, ListOf, ownProvenance, rule, Text } from '@ownerbot/tools';
import { redactFields } from '../events/redact';
import { ownRead } from '../read-tool';

const HOUR_MS = 3_600_000;
const LONGEST_PREVIEW = 300;

export class SysLastErrorsPayload {
  @IntegerIn(1, 168) readonly window_hours: number = 24;
  @Limit(100) readonly limit: number = 20;
}

export class ErrorEventData {
  @AnyText() readonly id: string;
  @InstantText() readonly occurred_at: string;
  @AnyText() readonly correlation_id: string;
  @AnyText() readonly event_type: string;
  @AnyText() readonly code: string;
  /** Its fields, redacted and cut. */
  @Text(0, LONGEST_PREVIEW) readonly preview: string;
}

export class SysLastErrorsOutput {
  @Count() readonly window_hours: number;
  /** In the window, shown or not. */
  @Count() readonly total: number;
  @Count() readonly count: number;
  @rule('counts', 'an object of counts', (value) => typeof value === 'object' && value !== null && Object.values(value).every((one) => Number.isSafeInteger(one)))
  readonly by_code: Readonly<Record<string, number>>;
  @ListOf(() => ErrorEventData, 100) readonly events: readonly ErrorEventData[];
}

/** What went wrong of late: audit records with severity `error`. */
export const sysLastErrors = ownRead<SysLastErrorsPayload, SysLastErrorsOutput>({
  name: 'sys_last_errors',
  version: '1.1',
  group: 'systems',
  payload: SysLastErrorsPayload,
  output: SysLastErrorsOutput,
  auditFields: ['window_hours', 'limit'],
  list: ({ events }) => events,
  async handle({ window_hours, limit }, context) {
    const since = new Date(context.now.getTime() - window_hours * HOUR_MS);
    const { total, by_code, events } = await context.own.errors({ since, limit });
    return {
      data: {
        window_hours,
        total,
        count: events.length,
        by_code,
        events: events.map(({ id, occurred_at, correlation_id, event_type, code, fields }) => ({ id, occurred_at, correlation_id, event_type, code, preview: previewOf(fields) })),
      },
      provenance: ownProvenance(['audit_events'], context, { since, counts: { total, shown: events.length }, filters: { window_hours } }),
    };
  },
});

/** JSON writes control characters out, so the text has none. */
function previewOf(fields: Readonly<Record<string, unknown>>): string {
  return [...JSON.stringify(redactFields(fields)).replace(/[\p{Cc}\p{Cs}]/gu, '')].slice(0, LONGEST_PREVIEW).join('');
}
