import { checkPayload, ToolError, type ToolDefinition } from '@ownerbot/tools';
import { composePayload, pathsOf } from '../compose-payload';
import type { Report } from '../findings';
import type { Phrase, TemplateFile } from '../template-file';
import { TRIAL_CONTEXT } from './step-values';

/** Every concept of a phrase with the part that names it. */
export function conceptsOfPhrase({ all, any, may, not }: Phrase): (readonly [part: string, concept: string])[] {
  return Object.entries({ all, any: any.flat(), may, not }).flatMap(([part, concepts]) => concepts.map((concept) => [part, concept] as const));
}

/** Slots that nothing takes, and values of `set` that the tool refuses. */
export function checkPhrases(template: TemplateFile, tool: ToolDefinition, report: Report): void {
  template.phrases.forEach(({ slots, set }, at) => {
    for (const slot of Object.keys(slots)) {
      const isInput = template.inputs.some((input) => input.slot === slot || pathsOf(input).includes(slot));
      if (!isInput && refusesKey(template, tool, slot)) report(`phrases.${at}.slots.${slot}`, 'TPL_SLOT', `no step and no payload value takes ${slot}`, 'the slot of a step, or a payload key');
    }
    // A value for a step is one that its parser could give; the steps are tried against the tool elsewhere.
    const steps = Object.entries(set).filter(([key, value]) => template.inputs.some((input) => input.key === key && input.parser.accepts(value)));
    const rest = Object.fromEntries(Object.entries(set).filter(([key]) => !steps.some(([step]) => step === key)));
    for (const [key, allowed] of refusedValues({ ...template, payload: { ...template.payload, ...rest } }, tool, Object.keys(rest))) {
      report(`phrases.${at}.set.${key}`, 'TPL_PAYLOAD', `${tool.name} refuses it`, `allowed: ${allowed}`);
    }
  });
}

function refusesKey({ payload }: TemplateFile, tool: ToolDefinition, key: string): boolean {
  try {
    checkPayload(tool, { ...payload, [key]: null });
    return false;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return error.details.fields?.some(({ path, rule }) => path === key && rule === 'unknown') ?? false;
  }
}

function refusedValues(template: TemplateFile, tool: ToolDefinition, keys: readonly string[]): (readonly [string, string])[] {
  const payload = composePayload({ payload: template.payload, inputs: [] }, new Map(), TRIAL_CONTEXT);
  return keys.flatMap((key) => {
    const allowed = fieldsOf(tool, payload, key);
    return allowed === null ? [] : [[key, allowed] as const];
  });
}

/** What the schema allows for a key that it refuses; null when it takes it. */
function fieldsOf(tool: ToolDefinition, payload: object, key: string): string | null {
  try {
    checkPayload(tool, payload);
    return null;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return error.details.fields?.find(({ path }) => path === key || path.startsWith(`${key}.`))?.allowed ?? null;
  }
}

/** A phrase with what is compared of it: each is compared with all before it. */
interface Compared {
  readonly template: TemplateFile;
  readonly phrase: Phrase;
  readonly at: number;
  readonly key: string;
  readonly slots: string;
}

/** Two templates with the same pattern; of two actions also one pattern inside the other that nothing tells apart. */
export function checkClashes(templates: readonly TemplateFile[], reportOf: (file: string) => Report): void {
  const all = templates.flatMap((template) => template.phrases.map((phrase, at): Compared => ({ template, phrase, at, key: keyOf(phrase), slots: neededSlots(phrase) })));
  all.forEach((one, index) => {
    const clash = all.slice(0, index).find((other) => other.template !== one.template && clashes(one, other));
    if (clash !== undefined) {
      reportOf(one.template.file)(`phrases.${one.at}`, 'TPL_PHRASE_CLASH', `cannot be told from phrase ${clash.at} of ${clash.template.file}`, 'a concept or a slot that tells them apart');
    }
  });
}

function clashes(one: Compared, other: Compared): boolean {
  if (one.key === other.key) return true;
  if (one.template.kind !== 'ACTION' || other.template.kind !== 'ACTION' || one.slots !== other.slots) return false;
  return isInside(one.phrase, other.phrase) || isInside(other.phrase, one.phrase);
}

function neededSlots({ slots }: Phrase): string {
  return Object.keys(slots).filter((slot) => slots[slot] === 'required').sort().join();
}

function keyOf(phrase: Phrase): string {
  return JSON.stringify([phrase.all.toSorted(), phrase.any.map((group) => group.toSorted().join('|')).sort(), phrase.not.toSorted(), neededSlots(phrase)]);
}

/** Whatever the larger pattern means the smaller one means too: no concept is forbidden that tells them apart. */
function isInside(small: Phrase, large: Phrase): boolean {
  const extra = large.all.filter((concept) => !small.all.includes(concept));
  const isPart = small.all.every((concept) => large.all.includes(concept)) && small.any.every((group) => large.any.some((other) => group.every((one) => other.includes(one))));
  const isTold = extra.some((concept) => small.not.includes(concept)) || extra.some((concept) => !small.may.includes(concept));
  return isPart && !isTold;
}
