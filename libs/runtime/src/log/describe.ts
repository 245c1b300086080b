import { codeOf, messageOf, OwnerBotError } from '../errors';

const MAX_DEPTH = 6;
const MAX_VALUES = 500;
const MAX_TEXT = 8_000;

/**
 * Turns any value into what JSON can hold, with every text redacted: errors are flattened with their causes, big integers
 * become texts, circles and depths are cut. It never throws, because a log line must not break the work that it tells of.
 */
export function describe(value: unknown, redact: (text: string) => string): unknown {
  const ancestors = new Set<object>();
  let left = MAX_VALUES;

  const visit = (one: unknown): unknown => {
    left -= 1;
    if (left < 0) return '…';
    switch (typeof one) {
      case 'string':
        return shortened(redact(one));
      case 'bigint':
        return String(one);
      case 'symbol':
      case 'function':
        return undefined;
      case 'object':
        return one === null ? null : visitObject(one);
      default:
        return one;
    }
  };

  const visitObject = (one: object): unknown => {
    if (ancestors.has(one)) return '[circular]';
    if (ancestors.size >= MAX_DEPTH) return '…';
    ancestors.add(one);
    try {
      return visitParts(one);
    } catch (error) {
      return redact(`[unprintable: ${messageOf(error)}]`);
    } finally {
      ancestors.delete(one);
    }
  };

  const visitParts = (one: object): unknown => {
    if (one instanceof Error) return visitEntries(partsOfError(one));
    if (ArrayBuffer.isView(one)) return `[${one.byteLength} bytes]`;
    if (Array.isArray(one)) return visitItems(one);
    if (one instanceof Set) return visitItems([...one]);
    if (one instanceof Map) return visitItems([...one]);
    if ('toJSON' in one && typeof one.toJSON === 'function') return visit(one.toJSON());
    return visitEntries(Object.entries(one));
  };

  const visitItems = (items: readonly unknown[]): unknown[] => items.slice(0, Math.max(1, left)).map(visit);
  const visitEntries = (entries: readonly (readonly [string, unknown])[]): object =>
    Object.fromEntries(entries.slice(0, Math.max(1, left)).map(([key, part]) => [redact(key), visit(part)]));

  return visit(value);
}

/** Cut after redacting: half a secret would not be recognised. */
function shortened(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}

/** Errors of the project are expected: their code and facts say enough. Others are told with their stack. */
function partsOfError(error: Error): [string, unknown][] {
  const own: [string, unknown][] = error instanceof OwnerBotError ? Object.entries(error.fields) : [];
  return [
    ...own,
    ['code', codeOf(error)],
    ['message', messageOf(error)],
    ...(error instanceof OwnerBotError ? [] : ([['stack', error.stack]] as [string, unknown][])),
    ...(error instanceof AggregateError ? ([['errors', error.errors]] as [string, unknown][]) : []),
    ...(error.cause === undefined ? [] : ([['cause', error.cause]] as [string, unknown][])),
  ];
}
