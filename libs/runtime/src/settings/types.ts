import { accessSync, constants, existsSync, statSync } from 'node:fs';
import { isIP } from 'node:net';
import { dirname, resolve } from 'node:path';

/** How a key's text becomes a value: `parse` returns the value, or throws a `RangeError` that nobody shows; `allowed` says what is. */
export interface SettingType<T> {
  readonly allowed: string;
  readonly secret: boolean;
  parse(text: string): T;
}

function type<T>(allowed: string, parse: (text: string) => T, secret = false): SettingType<T> {
  return { allowed, parse, secret };
}

function refuse(): never {
  throw new RangeError('not allowed');
}

export function text(limits: { min?: number; max?: number; matches?: RegExp; form?: string } = {}): SettingType<string> {
  const { min = 1, max = 10_000, matches } = limits;
  const allowed = limits.form ?? (max === 10_000 ? 'text' : `${min}..${max} characters`);
  return type(allowed, (value) => (value.length < min || value.length > max || matches?.test(value) === false ? refuse() : value));
}

export function integer(range: { min: number; max: number }): SettingType<number> {
  return type(`whole number ${range.min}..${range.max}`, (value) => {
    const number = Number(value);
    return /^(0|-?[1-9]\d*)$/.test(value) && Number.isSafeInteger(number) && number >= range.min && number <= range.max ? number : refuse();
  });
}

export function decimal(range: { min: number; max: number }): SettingType<number> {
  return type(`number ${range.min}..${range.max} with a decimal point`, (value) => {
    const number = Number(value);
    return /^-?\d+(\.\d+)?$/.test(value) && number >= range.min && number <= range.max ? number : refuse();
  });
}

export function bool(): SettingType<boolean> {
  return type('1, 0, true or false', (value) => {
    if (value === '1' || value === 'true') return true;
    if (value === '0' || value === 'false') return false;
    return refuse();
  });
}

export function oneOf<const T extends string>(values: readonly T[]): SettingType<T> {
  return type(`one of ${values.join(', ')}`, (value) => values.find((one) => one === value) ?? refuse());
}

/** Comma separated, spaces ignored, no empty items, no repetitions. */
export function list<T>(of: SettingType<T>, size: { min?: number; max?: number } = {}): SettingType<readonly T[]> {
  const { min = 0, max = 1000 } = size;
  return type(
    `comma separated list, each ${of.allowed}`,
    (value) => {
      const items = value.split(',').map((item) => item.trim());
      if (items.length < min || items.length > max || items.some((item) => item === '') || new Set(items).size < items.length) return refuse();
      return Object.freeze(items.map((item) => of.parse(item)));
    },
    of.secret,
  );
}

/** An id of Telegram: at most 52 bits, kept as text. `positive` for people; chats and channels are negative too. */
export function telegramId(options: { positive: boolean }): SettingType<string> {
  const form = options.positive ? /^[1-9]\d{0,15}$/ : /^-?[1-9]\d{0,15}$/;
  return type(options.positive ? 'whole number ≥ 1' : 'whole number', (value) => (form.test(value) && Math.abs(Number(value)) < 2 ** 52 ? value : refuse()));
}

export interface UrlRules {
  readonly protocols: readonly string[];
  readonly originOnly?: boolean;
  readonly pathEndsWith?: string;
  readonly secret?: boolean;
}

export function url(rules: UrlRules): SettingType<string> {
  const parts = [`URL with ${rules.protocols.map((one) => `${one}//`).join(' or ')}`];
  if (rules.originOnly === true) parts.push('origin only');
  if (rules.pathEndsWith !== undefined) parts.push(`path ending in ${rules.pathEndsWith}`);
  return type(
    parts.join(', '),
    (value) => {
      if (!URL.canParse(value)) return refuse();
      const parsed = new URL(value);
      if (!rules.protocols.includes(parsed.protocol)) return refuse();
      // PostgreSQL names a socket's folder as `?host=`; everything else needs a host of its own.
      if (parsed.hostname === '' && !parsed.searchParams.has('host')) return refuse();
      if (rules.pathEndsWith !== undefined && !parsed.pathname.endsWith(rules.pathEndsWith)) return refuse();
      if (rules.originOnly !== true) return value;
      // Told without the slash, so that paths can be appended.
      return parsed.href === `${parsed.origin}/` && !/[?#]$/.test(value) ? parsed.origin : refuse();
    },
    rules.secret ?? false,
  );
}

/** A value that is masked in every output and may come from the file named by `<KEY>_FILE`. */
export function secret(rules: { matches?: RegExp; form?: string; minBytes?: number } = {}): SettingType<string> {
  return type(
    rules.form ?? (rules.minBytes === undefined ? 'text' : `at least ${rules.minBytes} bytes`),
    (value) => (rules.matches?.test(value) === false || Buffer.byteLength(value) < (rules.minBytes ?? 1) ? refuse() : value),
    true,
  );
}

export function port(): SettingType<number> {
  return { ...integer({ min: 0, max: 65_535 }), allowed: 'port 0..65535 (0 picks a free one)' };
}

export function address(): SettingType<string> {
  return type('IP address or host name', (value) => (isIP(value) > 0 || /^[a-z0-9]([a-z0-9.-]*[a-z0-9])?$/i.test(value) ? value : refuse()));
}

/** May be absent: then its nearest ancestor that exists must be a folder in which it can be made. */
export function folder(): SettingType<string> {
  return type('writable folder, or one that can be made', (value) => {
    let existing = resolve(value);
    while (!existsSync(existing)) existing = dirname(existing);
    if (!statSync(existing).isDirectory()) return refuse();
    accessSync(existing, constants.W_OK);
    return value;
  });
}

export function file(): SettingType<string> {
  return type('readable file', (value) => existingFile(value, constants.R_OK));
}

/** May be absent: then it is made, in a folder that is there or can be made. */
export function writableFile(): SettingType<string> {
  return type('writable file, or one that can be made', (value) => {
    if (!existsSync(value)) return folder().parse(dirname(resolve(value))) && value;
    if (!statSync(value).isFile()) return refuse();
    accessSync(value, constants.R_OK | constants.W_OK);
    return value;
  });
}

export function executable(): SettingType<string> {
  return type('executable file', (value) => existingFile(value, constants.X_OK));
}

function existingFile(path: string, right: number): string {
  if (!statSync(path).isFile()) return refuse();
  accessSync(path, right);
  return path;
}

/** A moment as ISO 8601 with its zone. */
export function instant(): SettingType<Date> {
  return type('moment with its zone, such as 2026-03-18T11:00:00Z', (value) => {
    const at = new Date(value);
    return /^\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)$/.test(value) && !Number.isNaN(at.getTime()) ? at : refuse();
  });
}

/** An IANA zone name. */
export function zone(): SettingType<string> {
  return type('IANA time zone, such as Europe/Berlin', (value) => {
    // Newer versions of Node take offsets such as +03:00 for zones.
    if (!/^[A-Za-z]/.test(value)) return refuse();
    new Intl.DateTimeFormat('en', { timeZone: value });
    return value;
  });
}

/** A currency by its ISO 4217 code, such as EUR. */
export function currency(): SettingType<string> {
  return type('ISO 4217 currency, such as EUR', (value) => (Intl.supportedValuesOf('currency').includes(value) ? value : refuse()));
}
