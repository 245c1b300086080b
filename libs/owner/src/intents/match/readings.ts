import type { NotOffered } from '../../catalogue/not-offered-file';
import type { Phrase, TemplateFile } from '../../catalogue/template-file';
import { slotSpecs, type SlotSpec } from './slots';

/** One way to say one request: a phrase of a template, or of what is not offered, ready to be compared with sentences. */
export interface Reading {
  readonly target: { readonly type: 'template'; readonly template: TemplateFile } | { readonly type: 'not_offered'; readonly notOffered: NotOffered };
  readonly phrase: Phrase;
  readonly required: readonly SlotSpec[];
  readonly optional: readonly SlotSpec[];
  /** Concepts that it explains. */
  readonly explains: ReadonlySet<string>;
  /** Changes something: every word must be understood. */
  readonly isWrite: boolean;
}

/** All readings of a catalogue, with what the occurrence of a concept says: a rare one says more. */
export interface ReadingTable {
  readonly readings: readonly Reading[];
  weightOf(concept: string): number;
}

export function readingTable(templates: readonly TemplateFile[], notOffered: readonly NotOffered[]): ReadingTable {
  const readings = [
    ...templates.flatMap((template) => template.phrases.map((phrase): Reading => readingOf({ type: 'template', template }, phrase, template))),
    ...notOffered.flatMap((one) => one.phrases.map((phrase): Reading => readingOf({ type: 'not_offered', notOffered: one }, phrase, { inputs: [] }))),
  ];
  const uses = new Map<string, number>();
  for (const { explains } of readings) for (const concept of explains) uses.set(concept, (uses.get(concept) ?? 0) + 1);
  return { readings, weightOf: (concept) => (uses.has(concept) ? 1 + Math.log(readings.length / (uses.get(concept) ?? 1)) : 0) };
}

function readingOf(target: Reading['target'], phrase: Phrase, { inputs }: Pick<TemplateFile, 'inputs'>): Reading {
  const named = (need: 'required' | 'optional'): string[] => Object.keys(phrase.slots).filter((slot) => phrase.slots[slot] === need);
  return {
    target,
    phrase,
    required: slotSpecs({ inputs }, named('required'), phrase.set),
    optional: slotSpecs({ inputs }, named('optional'), phrase.set),
    explains: new Set([...phrase.all, ...phrase.any.flat(), ...phrase.may]),
    isWrite: target.type === 'template' && target.template.kind === 'ACTION',
  };
}
