/** The errors of the sandbox's own control API. Those of the Bot API are Telegram's: bot-api/errors.ts. */
export class SandboxError extends Error {
  constructor(
    readonly code: 'NOT_FOUND' | 'INVALID' | 'FOREIGN_ORIGIN' | 'QUEUE_FULL',
    readonly status: number,
    message: string,
  ) {
    super(message);
    this.name = 'SandboxError';
  }
}

export class UnknownError extends SandboxError {
  constructor(what: string, id: string | number) {
    super('NOT_FOUND', 404, `there is no ${what} ${id}`);
  }
}

export class InvalidError extends SandboxError {
  constructor(message: string) {
    super('INVALID', 400, message);
  }
}

export class ForeignOriginError extends SandboxError {
  constructor() {
    super('FOREIGN_ORIGIN', 403, 'the control API answers its own page and local programs only');
  }
}

export class QueueFullError extends SandboxError {
  constructor(max: number) {
    super('QUEUE_FULL', 429, `at most ${max} updates wait at a time; let the bot take some first`);
  }
}
