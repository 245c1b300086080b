/** When the same work may be tried again: never, with the queue's back-off, or after a stated time. */
export type Retry = 'never' | 'backoff' | { readonly afterMs: number };

export interface ErrorDetails {
  /** What went wrong, safe to show and to log: no secrets, no message texts of people. */
  readonly message: string;
  readonly cause?: unknown;
  readonly retry?: Retry;
  /** Small facts for logs and audit. */
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** The base of every error that the project throws on purpose: a stable `code`, and whether trying again can help. */
export class OwnerBotError extends Error {
  readonly retry: Retry;
  readonly fields: Readonly<Record<string, unknown>>;

  constructor(
    readonly code: string,
    details: ErrorDetails,
  ) {
    super(details.message, details.cause === undefined ? undefined : { cause: details.cause });
    this.name = new.target.name;
    this.retry = details.retry ?? 'never';
    this.fields = Object.freeze({ ...details.fields });
  }
}

/** One thing that is wrong with the settings. `found` is already masked. */
export interface SettingFinding {
  readonly key: string;
  readonly found: string;
  readonly allowed: string;
}

/** The environment does not hold what the process needs. Code `SETTINGS_INVALID`; the process ends with exit code 2. */
export class SettingsError extends OwnerBotError {
  constructor(readonly findings: readonly SettingFinding[]) {
    super('SETTINGS_INVALID', {
      message: findings.map((one) => `${one.key}: found ${one.found}; allowed: ${one.allowed}`).join('\n'),
      fields: { findings },
    });
  }
}

/** Files that the process comes with are not as they must be; each finding is one line of the report, and the exit code is that of a broken environment. */
export class StartRefusedError extends OwnerBotError {
  constructor(
    code: string,
    readonly findings: readonly string[],
  ) {
    super(code, { message: findings.join('\n'), fields: { findings } });
  }
}

/** A deadline or a time limit passed. Code `DEADLINE_PASSED`. */
export class DeadlineError extends OwnerBotError {
  constructor(what: string, limitMs: number) {
    super('DEADLINE_PASSED', { message: `${what} took longer than ${Math.round(limitMs)} ms`, retry: 'backoff', fields: { limitMs: Math.round(limitMs) } });
  }
}

/** The address that a server was told to use is taken. Code `PORT_TAKEN`. */
export class PortTakenError extends OwnerBotError {
  constructor(host: string, port: number, key: string, cause?: unknown) {
    super('PORT_TAKEN', {
      message: `${host}:${port} is taken by another program; stop it or set ${key} to another port (0 picks a free one)`,
      cause,
      fields: { host, port, key },
    });
  }
}

/** The text of an unknown thrown value, for logs. */
export function messageOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // A refused connection to a host with several addresses has an empty message of its own.
  if (error.message === '' && error instanceof AggregateError) return error.errors.map(messageOf).join('; ');
  return error.message === '' ? error.name : error.message;
}

/** The code of an error: ours, Node's or a driver's; `UNEXPECTED` for anything else. */
export function codeOf(error: unknown): string {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string') return error.code;
  return 'UNEXPECTED';
}
