import { Writable } from 'node:stream';
import { createLogger as createWinston, format, transports, type Logger as Winston } from 'winston';
import { codeOf, messageOf, OwnerBotError } from '../errors';
import type { LogLevel } from '../settings/process-settings';
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
    format: format.printf((info) => redact(JSON.stringify({ at: new Date().toISOString(), ...(info['line'] as object) }))),
    transports: [options.write === undefined ? new transports.Stream({ stream: process.stderr, eol: '\n' }) : functionTransport(options.write)],
  });
  return loggerOver(winston, { process: options.process });
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

function loggerOver(winston: Winston, bound: LogFields): Logger {
  const at = (level: LogLevel) => (event: string, fields: LogFields = {}) => {
    if (!winston.isLevelEnabled(level)) return;
    winston.log({ level, message: event, line: { level, event, ...bound, ...flattenErrors(fields) } });
  };
  return {
    error: at('error'),
    warn: at('warn'),
    info: at('info'),
    debug: at('debug'),
    child: (fields) => loggerOver(winston, { ...bound, ...fields }),
  };
}

function flattenErrors(fields: LogFields): LogFields {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, value instanceof Error ? describeError(value) : value]));
}

function describeError(error: Error): LogFields {
  const cause = error.cause === undefined ? {} : { cause: messageOf(error.cause) };
  if (error instanceof OwnerBotError) return { code: error.code, message: error.message, ...error.fields, ...cause };
  return { code: codeOf(error), message: error.message, stack: error.stack, ...cause };
}
