export interface AuditLine {
  readonly id: string;
  readonly occurredAt: string;
  readonly correlationId: string;
  readonly eventType: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly ownerUserId: string | null;
  readonly chatId: string | null;
  readonly fields: Readonly<Record<string, unknown>>;
}
