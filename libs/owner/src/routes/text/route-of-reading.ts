import type { ChosenTarget, ReplyContext, Route } from '@ownerbot/conversation';
import { checkPayload, ToolError } from '@ownerbot/tools';
import { requestOf } from '../../catalogue/request-of-template';
import type { InputStep, TemplateFile } from '../../catalogue/template-file';
import { directionOf } from '../../intents/conflict';
import type { Filled } from '../../intents/match/slots';
import type { Meant } from '../../intents/meant';
import type { FoundPeriod } from '../../periods/period';
import { ownerTools } from '../../tools/owner-tools';
import { comparedPeriods } from './compared-periods';
import { refuseInput, refuseLimit, refusePeriod } from '../refusals';

export type TargetOrRefusal = { readonly target: ChosenTarget } | { readonly refusal: Route };

/**
 * What a reading of a sentence runs: the request, when nothing has to be asked; else its template with the values of the sentence.
 * A value out of its range is refused with the range, or asked for again, never clamped.
 */
export function targetOf({ candidate, sentence }: Meant, context: ReplyContext): TargetOrRefusal {
  const { target, phrase } = candidate.reading;
  if (target.type !== 'template') return { refusal: { type: 'help' } };
  const { template } = target;
  const periods = periodsOf(candidate.filled, sentence.values.flatMap(({ kind, data }) => (kind === 'period' && isFoundPeriod(data) ? [data] : [])), template);
  const refused = periods.find((found) => 'refusal' in found);
  if (refused !== undefined && 'refusal' in refused) return { refusal: refusePeriod(context, refused.refusal, toolOf(template)) };
  const compared = template.templateId === 'RPT_COMPARE_CUSTOM' ? comparedPeriods(periods, context) : undefined;
  if (compared === null || (compared === undefined && periods.length > 1)) return { refusal: refuseInput(context, 'period.two') };
  if (compared !== undefined) return { target: { type: 'tool', tool: toolOf(template), payload: compared, presentation: template.presentation.kind } };
  const said = answersOf(template, phrase.set, candidate.filled, { direction: directionOf(candidate, sentence), context });
  if (!isComplete(template, said)) return { target: { type: 'template', templateId: template.templateId, slots: said.texts } };
  const request = requestOf(template, said.answers, context);
  if (request.type !== 'tool') return { refusal: request };
  const payload = { ...request.payload, ...said.extra };
  const wrong = wrongValue(request.tool, payload, said.extra);
  return wrong === null ? { target: { ...request, payload } } : { refusal: refuseValue(wrong, request.tool, context) };
}

interface Said {
  readonly answers: ReadonlyMap<number, unknown>;
  /** What was said for a step, as the step reads it: also where it does not fit, so that the question can say why. */
  readonly texts: Readonly<Record<string, string>>;
  /** Values of the payload that no step asks for. */
  readonly extra: Readonly<Record<string, unknown>>;
}

function answersOf(template: TemplateFile, set: Readonly<Record<string, unknown>>, filled: readonly Filled[], { direction, context }: { direction: 'plus' | 'minus' | null; context: ReplyContext }): Said {
  const answers = new Map<number, unknown>();
  const texts: Record<string, string> = {};
  const extra: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(set)) {
    const at = template.inputs.findIndex((input) => input.key === key);
    const step = template.inputs[at];
    if (step === undefined) extra[key] = value;
    else {
      answers.set(at, value);
      texts[step.slot] = typeof value === 'boolean' ? (value ? 'yes' : 'no') : String(value);
    }
  }
  for (const { spec, value } of filled) {
    if (spec.step === null) {
      extra[spec.slot] = value.kind === 'period' && isFoundPeriod(value.data) && 'period' in value.data ? value.data.period : (value.data ?? value.text);
      continue;
    }
    const read = readStep(spec.step.input, signed(value.text, value.sign), direction, context);
    texts[spec.slot] = read.text;
    if (read.value !== undefined) answers.set(spec.step.at, read.value);
  }
  return { answers, texts, extra };
}

const signed = (text: string, sign: 'plus' | 'minus' | null): string => (sign === null ? text : `${sign === 'plus' ? '+' : '-'}${text}`);

/** A number without a sign takes that of the verb, where the step cannot do without one. */
function readStep({ parser }: InputStep, text: string, direction: 'plus' | 'minus' | null, context: ReplyContext): { text: string; value?: unknown } {
  const plain = parser.parse(text, context);
  if (plain.ok) return { text, value: plain.value };
  if (plain.problem.key !== 'parse.number.sign_needed' || direction === null) return { text };
  const directed = signed(text, direction);
  const again = parser.parse(directed, context);
  return again.ok ? { text: directed, value: again.value } : { text: directed };
}

/** Whether every question that must be asked has its answer, and as many as there must be. */
function isComplete({ inputs, inputsAtLeast }: TemplateFile, { answers, texts }: Said): boolean {
  const isAsked = ({ when }: InputStep): boolean => when === null || inputs.some(({ key }, at) => key === when.key && answers.has(at) && when.in.includes(answers.get(at)));
  const isOpen = (input: InputStep, at: number): boolean => isAsked(input) && !answers.has(at) && (input.isRequired || input.slot in texts);
  return answers.size >= inputsAtLeast && !inputs.some(isOpen);
}

/** Periods that the request is about: those of its slots, and those that stand beside them. */
function periodsOf(filled: readonly Filled[], all: readonly FoundPeriod[], template: TemplateFile): readonly FoundPeriod[] {
  const takesPeriods = filled.some(({ value }) => value.kind === 'period');
  return takesPeriods || template.templateId === 'RPT_COMPARE_CUSTOM' ? all : [];
}

const isFoundPeriod = (data: unknown): data is FoundPeriod => typeof data === 'object' && data !== null && ('period' in data || 'refusal' in data);
const toolOf = ({ tool }: TemplateFile): string => (tool.type === 'named' ? tool.tool : '');

interface WrongValue {
  readonly path: string;
  readonly allowed: string;
}

/** What the tool's schema says of a value that no parser of a step has seen. */
function wrongValue(name: string, payload: Readonly<Record<string, unknown>>, extra: Readonly<Record<string, unknown>>): WrongValue | null {
  const tool = ownerTools.find((one) => one.name === name);
  if (tool === undefined || Object.keys(extra).length === 0) return null;
  try {
    checkPayload(tool, payload);
    return null;
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return error.details.fields?.find(({ path }) => Object.keys(extra).some((key) => path === key || path.startsWith(`${key}.`))) ?? null;
  }
}

function refuseValue({ path, allowed }: WrongValue, tool: string, context: ReplyContext): Route {
  if (path === 'since_hours' || path === 'threshold_hours') return refuseInput(context, 'since_hours');
  if (tool === 'orders_search') return refuseInput(context, 'limit');
  return refuseLimit(context, Number(/\d+$/.exec(allowed)?.[0] ?? 0));
}
