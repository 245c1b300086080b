import { parsed, quote, refused, type Parsed, type Parser } from '../parser';

export type JsonOrKvOptions = {
  readonly keys?: readonly string[];
  /** Keys whose numbers stay the text of a decimal, as it was written. */
  readonly decimals?: readonly string[];
};

const LONGEST_INPUT = 8_000;

/** A JSON object, or `k=v` split by comma, semicolon or line break; only keys of `keys`, where they are given. */
export function jsonOrKvParser({ keys, decimals = [] }: JsonOrKvOptions): Parser {
  const written = (value: object): object => Object.fromEntries(Object.entries(value).map(([key, one]: [string, unknown]) => [key, decimals.includes(key) ? decimalOf(one) : one]));
  const unknownIn = (value: object): string | undefined => (keys === undefined ? undefined : Object.keys(value).find((key) => !keys.includes(key)));
  return {
    parse: (text) => {
      const said = text.trim().slice(0, LONGEST_INPUT);
      if (said === '') return refused('parse.empty');
      const read = said.startsWith('{') ? readJson(said) : readPairs(said);
      if (!read.ok) return read;
      const unknown = unknownIn(read.value as object);
      return unknown === undefined ? parsed(written(read.value as object)) : refused('parse.json.key', { key: quote(unknown), keys: (keys ?? []).join(', ') });
    },
    accepts: (value) => isObject(value) && unknownIn(value) === undefined,
    edges: () => [],
    show: (value) => quote(JSON.stringify(value)),
  };
}

function readJson(written: string): Parsed {
  try {
    const value: unknown = JSON.parse(written);
    return isObject(value) ? parsed(value) : refused('parse.json.syntax', { position: '1' });
  } catch (error) {
    const at = /position (\d+)/.exec(error instanceof Error ? error.message : '')?.[1];
    return refused('parse.json.syntax', { position: String(at === undefined ? written.length : Number(at) + 1) });
  }
}

function readPairs(written: string): Parsed {
  const pairs = new Map<string, unknown>();
  let position = 1;
  for (const part of written.split(/[,;\n]/)) {
    const match = /^\s*([A-Za-z_][A-Za-z0-9_.]*)\s*=\s*(.*?)\s*$/s.exec(part);
    if (match === null && part.trim() !== '') return refused('parse.json.syntax', { position: String(position) });
    if (match !== null) pairs.set(match[1] ?? '', valueOf(match[2] ?? ''));
    position += part.length + 1;
  }
  return pairs.size === 0 ? refused('parse.json.syntax', { position: '1' }) : parsed(Object.fromEntries(pairs));
}

/** Numbers stay numbers as long as nothing of them is lost; money and percents are texts. */
function valueOf(text: string): unknown {
  if (text === 'true' || text === 'false') return text === 'true';
  if (text === 'null') return null;
  if (/^-?(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  return text.replace(/^"(.*)"$/s, '$1');
}

/** `1`, `0.5` and `0,5` as a decimal text; anything else is left for the tool to refuse. */
function decimalOf(value: unknown): unknown {
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && /^\d+,\d+$/.test(value) ? value.replace(',', '.') : value;
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
