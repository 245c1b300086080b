import type { CatalogueFile } from '../catalogue/read-files';
import { reportInto, type Finding, type Report } from '../catalogue/findings';
import { fieldsOf, isObject } from '../catalogue/read-fields';
import { readYaml } from '../catalogue/read-yaml';
import { CONCEPT_CLASSES, isComparedByStem, type Concept } from './concept';
import { expand } from './expand';
import { stem } from './stem';

/** A concept with its forms, normalised; those of several words have `_` between them. */
export interface LexiconEntry {
  readonly file: string;
  readonly concept: Concept;
  readonly forms: readonly string[];
  /** Forms that count only where a command can stand: "cut", "message" and "set" are nouns elsewhere. */
  readonly startForms: readonly string[];
}

const FORM = /^[\p{Ll}\p{N}'-]+(?:_[\p{Ll}\p{N}'-]+)*$/u;

/** Every file is an object: name of the concept → what it is. */
export function readLexicon(files: readonly CatalogueFile[]): { readonly entries: readonly LexiconEntry[]; readonly findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const entries = files.flatMap(({ file, text }) => {
    const report = reportInto(findings, file);
    const data = readYaml(text, report);
    return isObject(data) ? Object.entries(data).map(([name, one]) => readEntry({ file, name, data: one }, report)) : [];
  });
  checkTogether(entries, findings);
  return { entries, findings };
}

function readEntry({ file, name, data }: { file: string; name: string; data: unknown }, report: Report): LexiconEntry {
  const fields = fieldsOf(data, name, report);
  const sign = fields.raw('sign');
  const means = fields.raw('means');
  const entry: LexiconEntry = {
    file,
    concept: {
      name,
      class: fields.oneOf('class', CONCEPT_CLASSES, 'noun'),
      sign: sign === undefined ? null : fields.oneOf<'plus' | 'minus'>('sign', ['plus', 'minus'], 'plus'),
      opposite: fields.texts('opposite'),
      isSubject: fields.flag('subject', false),
      means: means === undefined ? null : fields.string('means'),
    },
    forms: [...expand(fields.stringOr('ru', '')), ...expand(fields.stringOr('en', ''))],
    startForms: expand(fields.stringOr('en_start', '')),
  };
  fields.done();
  for (const form of [...entry.forms, ...entry.startForms]) if (!FORM.test(form)) report(name, 'TPL_LEXICON', `"${form}" is not written as normalised text is`, 'lower case, е for ё');
  return entry;
}

/** A form belongs to one concept, and no two concepts that are compared by stem share one. */
function checkTogether(entries: readonly LexiconEntry[], findings: Finding[]): void {
  const owners = new Map<string, LexiconEntry>();
  const stems = new Map<string, LexiconEntry>();
  const names = new Set<string>();
  for (const entry of entries) {
    const report = reportInto(findings, entry.file);
    const { name } = entry.concept;
    if (names.has(name)) report(name, 'TPL_LEXICON', 'stands in two places', 'one place');
    names.add(name);
    for (const form of new Set(entry.forms)) {
      const owner = owners.get(form);
      if (owner !== undefined) report(name, 'TPL_LEXICON', `"${form}" belongs to ${owner.concept.name}`, 'one concept for each form');
      owners.set(form, entry);
      if (!isComparedByStem(entry.concept) || form.includes('_')) continue;
      const rival = stems.get(stem(form));
      if (rival !== undefined && rival !== entry) report(name, 'TPL_LEXICON', `"${form}" has the stem of a form of ${rival.concept.name}`, 'a class that is compared by whole forms for one of them');
      stems.set(stem(form), entry);
    }
  }
  for (const { concept, file } of entries) {
    for (const other of concept.opposite) if (!names.has(other)) reportInto(findings, file)(`${concept.name}.opposite`, 'TPL_UNKNOWN_CONCEPT', `there is no concept ${other}`, 'the name of a concept');
  }
}
