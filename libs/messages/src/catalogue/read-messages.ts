import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { load } from 'js-yaml';
import { type Locale } from '../locales';
import { yamlProblem } from './yaml-problem';

export type SourceMessage = { key: string; source: string; file: string };

/**
 * Reads `<folder>/<locale>/*.yml`; nested maps become dotted keys.
 * `report` takes one line for each thing that is not a text.
 */
export function readMessages(folder: string, locale: Locale, report: (finding: string) => void): SourceMessage[] {
  const root = path.join(folder, locale);
  const messages: SourceMessage[] = [];
  for (const name of readdirSync(root).filter((file) => file.endsWith('.yml')).sort()) {
    const file = path.join(locale, name);
    try {
      const content: unknown = load(readFileSync(path.join(root, name), 'utf8'));
      flatten(content, '', (key, value) => {
        if (typeof value === 'string') messages.push({ key, source: value, file });
        else report(`${file}: ${key}: must be a text`);
      });
    } catch (error) {
      report(`${file}: ${yamlProblem(error)}`);
    }
  }
  return messages;
}

function flatten(value: unknown, prefix: string, emit: (key: string, value: unknown) => void): void {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return emit(prefix, value);
  for (const [name, child] of Object.entries(value)) flatten(child, prefix === '' ? name : `${prefix}.${name}`, emit);
}
