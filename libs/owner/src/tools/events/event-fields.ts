import { AnyText, InstantText, rule } from '@ownerbot/tools';

export class AuditEventData {
  @AnyText() readonly id: string;
  @InstantText() readonly occurred_at: string;
  @AnyText() readonly correlation_id: string;
  @AnyText() readonly event_type: string;
  /** Redacted. */
  @rule('object', 'an object', (value) => typeof value === 'object' && value !== null && !Array.isArray(value))
  readonly fields: Readonly<Record<string, unknown>>;
}
