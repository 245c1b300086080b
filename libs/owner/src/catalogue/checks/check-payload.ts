import { checkPayload, ToolError, type ToolDefinition } from '@ownerbot/tools';
import { composePayload, pathsOf } from '../compose-payload';
import type { Report } from '../findings';
import type { InputStep, TemplateFile } from '../template-file';
import { candidatesOf, enumValuesOf, parseExample, TRIAL_CONTEXT } from './step-values';

type Answers = Map<number, unknown>;
type Refused = readonly { readonly path: string; readonly allowed: string }[];

/**
 * Composes the payload with every example and preset, every value of a list, with each optional step present and absent and in
 * each `when` branch, and asks the tool's schema; then with the ends of every parser's range.
 */
export function checkPayloads(template: TemplateFile, tool: ToolDefinition, report: Report): void {
  checkExamples(template, report);
  const told = new Set<string>();
  for (const answers of trials(template)) {
    for (const { path, allowed } of refusedBy(template, tool, answers)) {
      if (told.has(path)) continue;
      told.add(path);
      report(placeOf(template, path), 'TPL_PAYLOAD', `${tool.name} refuses ${path}`, `allowed: ${allowed}`);
    }
  }
  if (told.size > 0) return;
  template.inputs.forEach((input, at) => {
    const base = baseFor(template, at);
    for (const edge of input.parser.edges()) {
      const refused = refusedBy(template, tool, complete(template, new Map(base).set(at, edge))).find(({ path }) => pathsOf(input).some((own) => path === own || path.startsWith(`${own}.`)));
      if (refused === undefined) continue;
      report(`inputs.${at}.parser`, 'TPL_RANGE', `gives ${JSON.stringify(edge).slice(0, 40)}, which ${tool.name} refuses`, `allowed: ${refused.allowed}`);
      return;
    }
  });
}

function checkExamples({ inputs }: TemplateFile, report: Report): void {
  inputs.forEach((input, at) => {
    input.examples.forEach((example, index) => {
      if (!parseExample(input, example).ok) report(`inputs.${at}.example${input.examples.length > 1 ? `.${index}` : ''}`, 'TPL_EXAMPLE', `"${example}" is refused by its own parser`, 'a text that an owner could type');
    });
    input.presets.forEach(({ value }, index) => {
      if (!input.parser.accepts(value)) report(`inputs.${at}.presets.${index}.value`, 'TPL_EXAMPLE', `${JSON.stringify(value)?.slice(0, 40) ?? 'nothing'} is no value of its parser`, 'a parsed value in the range');
    });
    if (input.default !== null && !input.parser.accepts(input.default.value)) report(`inputs.${at}.default`, 'TPL_EXAMPLE', 'is no value of its parser', 'a parsed value in the range');
  });
}

/** One run for each value of each step, one without each optional step, one with as few answers as may be. */
export function* trials(template: TemplateFile): Generator<Answers> {
  const { inputs, inputsAtLeast } = template;
  if (inputs.length === 0) yield new Map();
  for (const [at, input] of inputs.entries()) {
    const base = baseFor(template, at);
    for (const value of [...candidatesOf(input), ...(enumValuesOf(input) ?? [])]) yield complete(template, new Map(base).set(at, value));
    if (!input.isRequired && inputs.length > Math.max(1, inputsAtLeast)) yield complete(template, base, new Set([at]));
  }
  const optional = inputs.flatMap((input, at) => (input.isRequired ? [] : [at]));
  if (optional.length > 0 && (inputsAtLeast === 0 || inputsAtLeast < optional.length)) yield complete(template, new Map(), new Set(optional.slice(inputsAtLeast)));
}

/** The answers that make the step at `at` be asked. */
function baseFor({ inputs }: TemplateFile, at: number): Answers {
  const when = inputs[at]?.when ?? null;
  if (when === null) return new Map();
  const source = inputs.findIndex(({ key }, earlier) => earlier < at && key === when.key);
  return source < 0 ? new Map() : new Map([[source, when.in[0]]]);
}

/** The other steps answered with their first example, as far as they are asked. */
function complete({ inputs }: TemplateFile, base: Answers, without: ReadonlySet<number> = new Set()): Answers {
  const answers: Answers = new Map();
  inputs.forEach((input, at) => {
    if (without.has(at)) return;
    if (base.has(at)) answers.set(at, base.get(at));
    else if (isAsked(inputs, at, answers)) {
      const [first] = candidatesOf(input);
      if (first !== undefined) answers.set(at, first);
    }
  });
  return answers;
}

function isAsked(inputs: readonly InputStep[], at: number, answers: Answers): boolean {
  const when = inputs[at]?.when ?? null;
  return when === null || inputs.some(({ key }, earlier) => earlier < at && key === when.key && answers.has(earlier) && when.in.includes(answers.get(earlier)));
}

function refusedBy(template: TemplateFile, tool: ToolDefinition, answers: Answers): Refused {
  try {
    checkPayload(tool, composePayload(template, answers, TRIAL_CONTEXT));
    return [];
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return error.details.fields ?? [{ path: '', allowed: error.message }];
  }
}

/** The key of the file that a path of the payload comes from. */
function placeOf({ inputs }: TemplateFile, path: string): string {
  const at = inputs.findIndex((input) => pathsOf(input).some((own) => path === own || path.startsWith(`${own}.`)));
  return at < 0 ? `payload.${path}` : `inputs.${at}.key`;
}
