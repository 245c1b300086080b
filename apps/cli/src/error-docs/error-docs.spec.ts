import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { SHOP_ERROR_RETRY } from '@ownerbot/shop';
import { TelegramError, TELEGRAM_ERROR_CODES, type TelegramErrorKind } from '@ownerbot/telegram';
import { TOOL_ERRORS } from '@ownerbot/tools';

const root = resolve(__dirname, '../../../..');
/** How a failure with the code is treated: the words of the page's last column. */
type RetryWord = 'never' | 'backoff' | 'after';
type Codes = Map<string, { readonly where: Set<string>; readonly retry: Set<RetryWord> }>;

/** Classes whose retries do not stand beside their codes. */
const BY_TABLE: Readonly<Record<string, (code: string) => RetryWord>> = {
  ToolError: (code) => ((TOOL_ERRORS as Record<string, { retryable: boolean }>)[code]?.retryable === true ? 'backoff' : 'never'),
  ShopError: (code) => ((SHOP_ERROR_RETRY as Record<string, RetryWord>)[code] === 'backoff' ? 'backoff' : 'never'),
  TelegramError: (code) => {
    const kinds = Object.entries(TELEGRAM_ERROR_CODES).filter(([, known]) => known === code);
    const { retry } = new TelegramError({ method: 'getMe', kind: kinds[0]?.[0] as TelegramErrorKind, description: '', sent: 'no' });
    return typeof retry === 'string' ? retry : 'after';
  },
};
/** The codes of the sandbox are its own API's, and are told in docs/sandbox.md; those of the test library are nobody's. */
const NOT_OURS = /^(?:apps\/sandbox|libs\/testing)\//;
/** Classes that others are made from; their codes are those of the others. */
const BASES = ['OwnerBotError', 'StartRefusedError'];
const HELPERS = /\.spec\.ts$|\/(?:e2e|fixtures|test-support|conformance)\//;

function sources(): string[] {
  return ['apps', 'libs'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .map((file) => join(folder, file))
      .filter((file) => file.endsWith('.ts') && !NOT_OURS.test(file) && !HELPERS.test(file)),
  );
}

const constants = (text: string) => [...text.matchAll(/'([A-Z][A-Z0-9_]+)'/g)].map((match) => match[1] ?? '');

/** The codes that a class may have: the literal that it hands up, the members of its code's type, or the keys of the table that the type is made of. */
function codesOf(body: string, file: string): string[] {
  const literal = /super\(\s*'([A-Z][A-Z0-9_]+)'/.exec(body)?.[1] ?? /readonly code = '([A-Z0-9_]+)'/.exec(body)?.[1];
  if (literal !== undefined) return [literal];
  const type = /super\((\w+)\[/.exec(body)?.[1] ?? /\bcode: ((?:\s*\|?\s*'[A-Z_]+')+|\w+)/.exec(body)?.[1] ?? '';
  if (type.includes("'")) return constants(type);
  const declared = new RegExp(`type ${type} =([^;]+);`).exec(file)?.[1] ?? '';
  const table = /keyof typeof (\w+)/.exec(declared)?.[1] ?? type;
  const rows = new RegExp(`const ${table}\\b[^=]*= \\{([^]*?)\\n\\}`).exec(file)?.[1];
  if (rows === undefined) return constants(declared);
  const keys = [...rows.matchAll(/^ {2}([A-Z][A-Z0-9_]+):/gm)].map((match) => match[1] ?? '');
  return keys.length > 0 ? keys : constants(rows);
}

function retryOf(body: string): RetryWord {
  if (/retry: \{/.test(body)) return 'after';
  return /retry: 'backoff'/.test(body) ? 'backoff' : 'never';
}

/** Every code of every error class of the project, from its source. */
function codesInSource(): { codes: Codes; classes: string[]; without: string[] } {
  const codes: Codes = new Map();
  const classes: string[] = [];
  const without: string[] = [];
  for (const path of sources()) {
    const file = readFileSync(join(root, path), 'utf8');
    for (const [body, name = '', base = ''] of file.matchAll(/^export class (\w+) extends (OwnerBotError|StartRefusedError|Error) \{[^]*?^\}/gm)) {
      // Errors of other bases are inner ones that never leave their library, unless a library declares them as its own.
      if (BASES.includes(name) || (base === 'Error' && !path.endsWith('/errors.ts'))) continue;
      classes.push(name);
      const found = codesOf(body, file);
      if (found.length === 0) without.push(`${path}: ${name}`);
      for (const code of found) note(codes, code, path.split('/')[1] ?? '', BY_TABLE[name]?.(code) ?? retryOf(body));
    }
  }
  return { codes, classes, without };
}

function note(codes: Codes, code: string, where: string, retry: RetryWord): void {
  const known = codes.get(code) ?? { where: new Set<string>(), retry: new Set<RetryWord>() };
  codes.set(code, known);
  known.where.add(where);
  known.retry.add(retry);
}

const ROW = /^\| `([A-Z][A-Z0-9_]+)` \| ([\w, ]+) \| ([^|]+) \| ([^|]+) \|$/gm;

function codesOnPage(): { codes: Codes; order: string[]; meanings: string[] } {
  const rows = [...readFileSync(join(root, 'docs', 'errors.md'), 'utf8').matchAll(ROW)];
  const codes: Codes = new Map();
  for (const [, code = '', where = '', , retry = ''] of rows) {
    for (const place of where.split(', ')) for (const word of retry.match(/never|backoff|after/g) ?? []) note(codes, code, place, word as RetryWord);
  }
  return { codes, order: rows.map((row) => row[1] ?? ''), meanings: rows.map((row) => row[3] ?? '') };
}

const told = (codes: Codes) => [...codes].map(([code, { where, retry }]) => `${code}: ${[...where].sort().join(', ')}: ${[...retry].sort().join(', ')}`).sort();

test('every error class has codes that can be read from its source', () => {
  const { classes, without } = codesInSource();
  expect(without).toEqual([]);
  expect(classes).toEqual(expect.arrayContaining(['SettingsError', 'TelegramError', 'ToolError', 'ShopError', 'MigrationError', 'CatalogueError', 'ChildFailedError']));
});

test('docs/errors.md has every code with the libraries that raise it and how it is tried again, and no other', () => {
  expect(told(codesOnPage().codes)).toEqual(told(codesInSource().codes));
});

test('the page has each code once, in the order of the alphabet, with a meaning', () => {
  const { order, meanings } = codesOnPage();
  expect(order).toEqual([...new Set(order)].sort());
  expect(meanings.filter((meaning) => meaning.trim().length < 15)).toEqual([]);
});

test('the codes of messages that were not sent are those that the notifier writes', () => {
  const written = sources()
    .filter((path) => path.startsWith('apps/notifier/'))
    .flatMap((path) => [...readFileSync(join(root, path), 'utf8').matchAll(/code: '([A-Z_]+)', description:/g)].map((match) => match[1]));
  const page = readFileSync(join(root, 'docs', 'errors.md'), 'utf8');
  const onPage = [...page.matchAll(/^\| `([A-Z_]+)` \| [^|]+ \|$/gm)].map((match) => match[1]);
  expect(onPage).toEqual([...new Set(written)].sort());
});
