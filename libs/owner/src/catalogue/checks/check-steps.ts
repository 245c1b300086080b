import { enumValuesOf } from './step-values';
import { pathsOf } from '../compose-payload';
import type { Report } from '../findings';
import type { InputStep, TemplateFile } from '../template-file';

/** Questions that are never asked, that fill what stands already, or that fill one key twice. */
export function checkSteps({ inputs, payload, inputsAtLeast }: TemplateFile, report: Report): void {
  inputs.forEach((input, at) => {
    checkWhen(input, at, inputs, report);
    for (const path of pathsOf(input)) {
      if (valueAt(payload, path.split('.')) !== undefined) report(`inputs.${at}.key`, 'TPL_UNREACHABLE_STEP', `${path} is fixed in the payload`, 'a key that the payload leaves open');
    }
    const twin = inputs.findIndex((other, before) => before < at && pathsOf(other).some((path) => pathsOf(input).includes(path)) && overlap(other, input));
    if (twin >= 0) report(`inputs.${at}.key`, 'TPL_UNREACHABLE_STEP', `${input.key} is asked by step ${twin} too`, 'steps of one key whose conditions cannot both hold');
  });
  const optional = inputs.filter(({ isRequired }) => !isRequired).length;
  if (inputsAtLeast > optional || (inputsAtLeast > 0 && optional < inputs.length)) report('inputs_at_least', 'TPL_UNREACHABLE_STEP', `${inputsAtLeast} of ${inputs.length} steps`, 'at most as many as there are steps, all of them optional');
}

function checkWhen({ when }: InputStep, at: number, inputs: readonly InputStep[], report: Report): void {
  if (when === null) return;
  const source = inputs.find(({ key }, earlier) => earlier < at && key === when.key);
  if (source === undefined) {
    report(`inputs.${at}.when.key`, 'TPL_UNREACHABLE_STEP', `no step before asks for ${when.key}`, 'the key of an earlier step');
    return;
  }
  if (when.in.length === 0) report(`inputs.${at}.when.in`, 'TPL_UNREACHABLE_STEP', 'is empty', 'values of that step');
  const values = enumValuesOf(source);
  when.in.forEach((value, index) => {
    const can = values === null ? source.parser.accepts(value) : values.includes(value);
    if (!can) report(`inputs.${at}.when.in.${index}`, 'TPL_UNREACHABLE_STEP', `${when.key} is never ${JSON.stringify(value)}`, values === null ? 'a value of that step' : values.join(', '));
  });
}

/** Two steps of one key may stand together only when their conditions name the same step and share no value. */
function overlap(one: InputStep, other: InputStep): boolean {
  if (one.when === null || other.when === null || one.when.key !== other.when.key) return true;
  const values = other.when.in;
  return one.when.in.some((value) => values.includes(value));
}

function valueAt(payload: unknown, [first = '', ...rest]: readonly string[]): unknown {
  if (typeof payload !== 'object' || payload === null) return undefined;
  const inner: unknown = Object.entries(payload).find(([key]) => key === first)?.[1];
  return rest.length === 0 ? inner : valueAt(inner, rest);
}
