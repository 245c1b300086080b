/** An event for the audit, written with what it tells of. */
export interface AuditNote {
  readonly eventType: string;
  readonly severity: 'info' | 'warning' | 'error';
  readonly fields: Readonly<Record<string, unknown>>;
  /** At most one record under this key in `ttlSec` seconds. */
  readonly throttle?: { readonly key: string; readonly ttlSec: number };
}
