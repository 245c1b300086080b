import { Writable } from 'node:stream';
import { createLogger as createWinston, format, transports, type Logger as Winston } from 'winston';
import type { LogLevel } from '../settings/process-settings';
import { describe } from './describe';
import { redactor } from './redact';

export type LogFields = Readonly<Record<string, unknown>>;

/** One JSON line an event: `event` is a short stable name, everything else is a field. */
export interface Logger {
  error(event: string, fields?: LogFields): void;
  warn(event: string, fields?: LogFields): void;
  info(event: string, fields?: LogFields): void;
  debug(event: string, fields?: LogFields): void;
  /** A logger whose lines all carry `fields`, for example `correlationId`, `kind`, `chatId`, `attempt`. */
  child(fields: LogFields): Logger;
}

export interface LoggerOptions {
  readonly process: string;
  readonly level: LogLevel;
  /** Values that must never be printed; each is replaced wherever it occurs. */
  readonly secrets?: readonly string[];
  /** Where lines go; standard error by default, so that standard output stays for results. */
  readonly write?: (line: string) => void;
}

export function createLogger(options: LoggerOptions): Logger {
  const redact = redactor(options.secrets ?? []);
  const winston = createWinston({
    level: options.level,
    format: format.printf((info) => JSON.stringify(info['line'])),
    transports: [options.write === undefined ? new transports.Stream({ stream: process.stderr, eol: '\n' }) : functionTransport(options.write)],
  });
  return loggerOver(winston, redact, { process: options.process });
}

/** A logger that says nothing, for tests of things that log on the side. */
export const silentLogger: Logger = {
  error: () => undefined,
  warn: () => undefined,
  info: () => undefined,
  debug: () => undefined,
  child: () => silentLogger,
};

function functionTransport(write: (line: string) => void): InstanceType<typeof transports.Stream> {
  const stream = new Writable({
    write(chunk: Buffer, _encoding, done) {
      write(chunk.toString().trimEnd());
      done();
    },
  });
  return new transports.Stream({ stream, eol: '\n' });
}

function loggerOver(winston: Winston, redact: (text: string) => string, bound: LogFields): Logger {
  const at = (level: LogLevel) => (event: string, fields: LogFields = {}) => {
    if (!winston.isLevelEnabled(level)) return;
    // The three names come first in a line, and no field can take their place.
    const head = { at: new Date().toISOString(), level, event };
    const line = { ...head, ...(describe({ ...bound, ...fields }, redact) as LogFields), ...head };
    winston.log({ level, message: event, line });
  };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: (fields) => loggerOver(winston, redact, { ...bound, ...fields }),
  };
}
