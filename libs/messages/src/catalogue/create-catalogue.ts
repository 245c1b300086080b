import { CatalogueError, MessageError } from '../errors';
import { LOCALES, type Locale } from '../locales';
import { compileMessage, type CompiledMessage } from './compile-message';
import { readMessages } from './read-messages';

export type Catalogue = {
  /** Every key, sorted; the same in each language. */
  keys(): readonly string[];
  has(key: string): boolean;
  /** @throws MessageError MESSAGE_UNKNOWN */
  message(locale: Locale, key: string): CompiledMessage;
};

/**
 * Loads and compiles all messages of the given folders once. Each folder holds `ru/*.yml` and `en/*.yml`.
 * @throws CatalogueError with every finding: unreadable files, a key twice, a key or a placeholder that only one language has,
 * a plural without the categories of its language.
 */
export function createCatalogue(folders: readonly string[]): Catalogue {
  const findings: string[] = [];
  const compiled = Object.fromEntries(LOCALES.map((locale) => [locale, compileAll(folders, locale, findings)])) as Record<Locale, Messages>;
  findings.push(...compareLanguages(compiled));
  if (findings.length > 0) throw new CatalogueError(findings);
  const keys = [...compiled.ru.keys()].sort();
  return {
    keys: () => keys,
    has: (key) => compiled.ru.has(key),
    message: (locale, key) => {
      const message = compiled[locale].get(key);
      if (!message) throw new MessageError('MESSAGE_UNKNOWN', key, 'is in no catalogue');
      return message;
    },
  };
}

type Messages = Map<string, CompiledMessage>;

function compileAll(folders: readonly string[], locale: Locale, findings: string[]): Messages {
  const messages: Messages = new Map();
  for (const folder of folders) {
    for (const { key, source, file } of readMessages(folder, locale, (finding) => findings.push(finding))) {
      if (messages.has(key)) findings.push(`${file}: ${key}: is defined twice`);
      try {
        const message = compileMessage(source, locale);
        findings.push(...missingCategories(message, locale).map((missing) => `${file}: ${key}: ${missing}`));
        messages.set(key, message);
      } catch (error) {
        findings.push(`${file}: ${key}: ${error instanceof Error ? error.message : String(error)}`);
      }
    }
  }
  return messages;
}

function missingCategories(message: CompiledMessage, locale: Locale): string[] {
  if (message.plurals.size === 0) return [];
  const needed = new Intl.PluralRules(locale).resolvedOptions().pluralCategories;
  return [...message.plurals].flatMap(([name, present]) =>
    needed.filter((category) => !present.includes(category)).map((category) => `{${name}} lacks the plural form "${category}"`),
  );
}

function compareLanguages({ ru, en }: Record<Locale, Messages>): string[] {
  const findings: string[] = [];
  for (const key of new Set([...ru.keys(), ...en.keys()])) {
    const [russian, english] = [ru.get(key), en.get(key)];
    if (!russian || !english) {
      findings.push(`${key}: is missing in ${russian ? 'en' : 'ru'}`);
      continue;
    }
    if (signature(russian) !== signature(english)) {
      findings.push(`${key}: placeholders differ: ru ${signature(russian)}; en ${signature(english)}`);
    }
  }
  return findings;
}

function signature(message: CompiledMessage): string {
  const parts = [...message.placeholders].map(([name, kind]) => `${name}:${kind}${(message.choices.get(name) ?? []).toSorted().join('|')}`);
  return `[${parts.sort().join(', ')}]${message.isHtml ? ' html' : ''}`;
}
