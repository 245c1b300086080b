import { codeOf, type Clock, type Logger, type Service, type SettingFinding } from '@ownerbot/runtime';
import { createSisDbShop, describeRights, SisDatabaseError, type DatabaseCheck, type DriftChange, type ShopMode, type ShopSettings, type SisDbShop } from '@ownerbot/shop';
import { appendAudit, type Database, type NewAuditEvent } from '@ownerbot/storage';

export interface SisDbOptions {
  readonly db: Database;
  readonly settings: Readonly<ShopSettings>;
  readonly appEnv: string;
  readonly clock: Clock;
  readonly log: Logger;
  readonly onAuditLost: () => void;
}

/** The checks of the views belong to no request. */
const CORRELATION_ID = 'sis-db-check';

/** The shop over the database of SIS, its calls and the results of its checks audited; null where it is not configured. */
export function connectSisDb({ db, settings, appEnv, clock, log, onAuditLost }: SisDbOptions): SisDbShop | null {
  // Beside the call, not in its way.
  const note = (correlationId: string, events: readonly NewAuditEvent[], at = clock.now()): void => void appendAudit(db, { correlationId, at, events }).catch(onAuditLost);
  return createSisDbShop({
    settings,
    appEnv,
    clock,
    onCall: ({ call, method, attempt, duration_ms, error, occurred_at: at }) => {
      const isDefect = error?.code === 'TOOL_EXECUTION_FAILED';
      const severity = isDefect ? ('error' as const) : error === null ? ('info' as const) : ('warning' as const);
      const fields = { method: 'SELECT', path: `sis-db:${method}`, class: 'read', attempt, status: null, duration_ms, error_kind: error?.failure ?? null, server_message: error?.server_message ?? null };
      if (isDefect) log.error('sis_db_defect', { method, failure: error.failure });
      note(call.correlationId, [{ eventType: 'upstream_call_finished', severity, fields, ownerUserId: call.actorTelegramId, shopId: call.shopId }], at);
    },
    onWritingRole: (findings) => {
      log.error('sis_db_role_can_write', { findings: describeRights(findings) });
      note(CORRELATION_ID, [{ eventType: 'sis_db_role', severity: 'error', fields: { code: 'SIS_DB_ROLE_CAN_WRITE', findings } }]);
    },
    onDrift: (changes) => {
      log.warn('sis_db_drift', { changes: changes.map(describeChange) });
      note(CORRELATION_ID, changes.map(({ view, column, expected, found, isClosed }) => ({ eventType: 'sis_db_drift', severity: isClosed ? 'info' : 'warning', fields: { view, column, expected, found, state: isClosed ? 'closed' : 'open' } })));
    },
    onUnchecked: (code) => log.warn('sis_db_not_checked', { code }),
  });
}

/** What SIS_DB_RO cannot do without as the configured mode: with `PREFLIGHT_FAIL_FAST=0` its reads answer that it is not configured. */
export function missingForSisDb({ upstreamMode, sisDatabaseUrl }: Pick<ShopSettings, 'upstreamMode' | 'sisDatabaseUrl'>): SettingFinding[] {
  if (upstreamMode !== 'SIS_DB_RO' || sisDatabaseUrl !== undefined) return [];
  return [{ key: 'SIS_DATABASE_URL', found: 'nothing', allowed: 'SIS_DATABASE_URL_MISSING: URL with postgres://, with UPSTREAM_MODE=SIS_DB_RO' }];
}

function describeChange({ view, column, expected, found, isClosed }: DriftChange): string {
  return `${column === null ? view : `${view}.${column}`}: ${isClosed ? 'as agreed again' : `should be ${expected}, is ${found}`}`;
}

export interface SisDbServiceOptions {
  readonly sisDb: SisDbShop;
  readonly configuredMode: ShopMode;
  readonly failsFast: boolean;
  readonly log: Logger;
}

/**
 * Looks at the role and the views before anything is read with them. A role that can write ends the start, whatever the mode: it could be
 * switched to at any time. Views that differ end it where they are the configured source. A database that does not answer now does not.
 */
export function sisDbService({ sisDb, configuredMode, failsFast, log }: SisDbServiceOptions): Service {
  return {
    name: 'sis-db',
    async start() {
      const found = await sisDb.check().catch((error: unknown) => {
        log.warn('sis_db_not_checked', { code: codeOf(error) });
        return null;
      });
      if (found !== null) refuse(found, configuredMode === 'SIS_DB_RO' && failsFast);
      sisDb.start();
    },
    stop: () => sisDb.close(),
  };
}

/** @throws SisDatabaseError */
function refuse({ writing, drift }: DatabaseCheck, isSource: boolean): void {
  if (writing.length > 0) throw new SisDatabaseError('SIS_DB_ROLE_CAN_WRITE', writing.map(({ rule, right, mend }) => `the role can write (${rule}: ${right}); mend it with: ${mend};`));
  if (!isSource || drift.length === 0) return;
  throw new SisDatabaseError('SIS_DB_DRIFT', drift.map((one) => describeChange({ ...one, isClosed: false })));
}
