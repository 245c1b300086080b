import { OwnerBotError, type Retry } from '@ownerbot/runtime';

/** Postgres cannot be reached or does not take work now: away, restarting, out of connections, read only, or its disk is full. */
export class StoreUnavailableError extends OwnerBotError {
  constructor(reason: string, cause?: unknown) {
    super('STORE_UNAVAILABLE', { message: `Postgres is not available: ${reason}`, retry: 'backoff', cause, fields: { reason } });
  }
}

/** Two transactions stood in each other's way (deadlock, serialization, lock timeout); the same work succeeds when tried again. */
export class StoreConflictError extends OwnerBotError {
  constructor(query: string, sqlState: string, cause?: unknown) {
    super('STORE_CONFLICT', {
      message: `query ${query} met a concurrent change (${sqlState})`,
      retry: 'backoff',
      cause,
      fields: { query, sqlState },
    });
  }
}

/** A statement ran longer than its limit and was cancelled. */
export class StoreTimeoutError extends OwnerBotError {
  constructor(query: string, cause?: unknown) {
    super('STORE_TIMEOUT', { message: `query ${query} took too long and was cancelled`, retry: 'backoff', cause, fields: { query } });
  }
}

/** Postgres refused a statement: a defect of ours. The message holds no values; the driver's error is the cause. */
export class StoreQueryError extends OwnerBotError {
  constructor(query: string, sqlState: string, cause?: unknown) {
    super('STORE_QUERY_FAILED', {
      message: `query ${query} was refused (${sqlState})`,
      retry: 'backoff',
      cause,
      fields: { query, sqlState },
    });
  }
}

export interface ForeignFailure {
  /** SQLSTATE of the server's refusal; null where no server spoke. */
  readonly sqlState: string | null;
  /** `refused`, `dns`, `tls`, `connect_timeout`, `read_timeout`, `reset`, `closed`, or `sql_<state>`. */
  readonly failure: string;
  /** The server's own words, without parameters: for log and audit, never shown. */
  readonly serverMessage: string | null;
}

/** A database of another system did not answer, or refused; the caller knows what it means to it. */
export class ForeignDatabaseError extends OwnerBotError {
  readonly sqlState: string | null;

  constructor(
    readonly facts: ForeignFailure,
    cause?: unknown,
  ) {
    super('FOREIGN_DATABASE_FAILED', { message: `the other system's database: ${facts.failure}`, retry: 'backoff', cause, fields: { ...facts } });
    this.sqlState = facts.sqlState;
  }
}

export type MigrationErrorCode = 'MIGRATIONS_MISSING' | 'SCHEMA_NEWER' | 'MIGRATION_BUSY' | 'MIGRATION_FAILED';

/** The tables are not those that this version works with. */
export class MigrationError extends OwnerBotError {
  constructor(code: MigrationErrorCode, message: string, cause?: unknown) {
    super(code, { message, cause });
  }
}

export type EmbeddedPostgresErrorCode =
  | 'BINARIES_MISSING'
  | 'DATA_VERSION_MISMATCH'
  | 'DISK_FULL'
  | 'PORT_TAKEN'
  | 'FOLDER_IN_USE'
  | 'FOLDER_UNREACHABLE'
  | 'PASSWORD_MISSING'
  | 'SERVER_USER_MISSING'
  | 'START_FAILED';

/** The embedded Postgres cannot run; the message says what to do. */
export class EmbeddedPostgresError extends OwnerBotError {
  constructor(code: EmbeddedPostgresErrorCode, message: string, cause?: unknown) {
    super(code, { message, cause });
  }
}

/** A stored setting outside its type or range. */
export class StoredSettingError extends OwnerBotError {
  constructor(
    readonly field: string,
    found: string,
    allowed: string,
  ) {
    super('STORED_SETTING_INVALID', { message: `${field}: found ${found}; allowed: ${allowed}`, fields: { field, allowed } });
  }
}

/** A file whose bytes are no longer kept, or that this chat never asked for. */
export class ArtifactExpiredError extends OwnerBotError {
  constructor(artifactId: string) {
    super('ARTIFACT_EXPIRED', { message: `the file ${artifactId} is no longer kept`, fields: { artifactId } });
  }
}

/** How an error that is not ours would be tried again. */
export function retryOf(error: unknown): Retry {
  return error instanceof OwnerBotError ? error.retry : 'backoff';
}
