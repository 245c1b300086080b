import { answerSchema, descriptorFindings, offerTools, strictFindings, type FieldDescriptor, type Payload } from '@ownerbot/planner';
import { checkPayload, ToolError } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { ownerTools } from '../tools/owner-tools';
import { describePayload } from './describe-payload';
import { ownerDescriptors } from './owner-descriptors';
import { ownerPlanner } from './owner-planner';
import { PURPOSES } from './purposes';

const descriptors = ownerDescriptors(aContext());
const toolOf = (name: string) => {
  const tool = ownerTools.find((one) => one.name === name);
  if (tool === undefined) throw new Error(name);
  return tool;
};

test('every tool that may be offered is described, and nothing is wrong with any description', () => {
  expect(descriptors.map(({ name }) => name)).toEqual(ownerTools.filter(({ llm }) => llm === 'offer').map(({ name }) => name));
  expect(descriptorFindings(descriptors)).toEqual([]);
  expect(Object.keys(PURPOSES).sort()).toEqual(descriptors.map(({ name }) => name).sort());
});

test('the strict schema of the usual offer, and of every action at once, is one that the service takes', () => {
  const actions = descriptors.filter(({ kind }) => kind === 'action').map(({ name }) => name);
  for (const allowed of [['notify_team', 'flag_order'], actions]) {
    expect(strictFindings(answerSchema({ tools: offerTools(descriptors, allowed), actionTemplates: ownerPlanner.actionTemplates() }))).toEqual([]);
  }
});

test('whatever changes settings or the mode is an action; pages, recipients, force and "all" are in no description', () => {
  for (const name of ['sys_settings_update', 'sys_upstream_mode_set', 'sis_fx_settings_update']) expect(descriptors.find((one) => one.name === name)?.kind).toBe('action');
  const namesOf = (fields: readonly FieldDescriptor[]): string[] => fields.flatMap(({ name, shape }) => [name, ...(shape.type === 'object' ? namesOf(shape.fields) : [])]);
  const names = descriptors.flatMap(({ fields }) => namesOf(fields));
  for (const name of ['cursor', 'recipients', 'force', 'scope_all', 'dry_run', 'starts_at', 'ends_at', 'on_existing']) expect(names).not.toContain(name);
});

test('a mode that lacks a tool says no to it', () => {
  const status = { ...aContext().status, mode: 'SIS_HTTP', capabilities: { orders_flag: false } };
  const found = ownerDescriptors({ status });
  expect(found.find(({ name }) => name === 'funnel_snapshot')?.capability).toBe('no');
  expect(found.find(({ name }) => name === 'notify_team')?.capability).toBe('yes');
});

/** Values that the class refuses or needs only because of another field. */
const DEPENDENT = new Set(['period.from', 'period.to', 'kpi_compare.a_start', 'kpi_compare.a_end', 'kpi_compare.b_start', 'kpi_compare.b_end', 'sis_products_publish.stock_lte', 'orders_search.since_hours', 'adjust_price.value', 'demand_forecast.window_days', 'reorder_plan.window_days', 'demand_forecast.history_days', 'reorder_plan.history_days', 'create_coupon.duration_hours', 'create_coupon.percent_off', 'sis_fx_settings_update.updates']);

/** What a shape lets through at its ends, and what lies just past them. */
function ends({ shape }: FieldDescriptor): { good: unknown[]; bad: unknown[] } {
  switch (shape.type) {
    case 'integer':
      return { good: [shape.min, shape.max], bad: [(shape.min ?? 0) - 1, ...(shape.max === Number.MAX_SAFE_INTEGER ? [] : [(shape.max ?? 0) + 1]), 1.5, '1'] };
    case 'decimal':
      return { good: [shape.min, shape.max], bad: [String(Number(shape.min) - 0.01), String(Number(shape.max) + 0.01), 1, `1.${'0'.repeat((shape.places ?? 12) + 1)}1`] };
    case 'boolean':
      return { good: [true], bad: ['true', 1] };
    case 'text':
      return { good: [], bad: ['x'.repeat(shape.max + 1), 1, ...(shape.min > 0 ? ['x'.repeat(shape.min - 1)] : [])] };
    case 'day':
      return { good: ['2027-03-15'], bad: ['2027-02-30', '15.03.2027'] };
    case 'choice':
      return { good: [...shape.values], bad: ['nothing like it'] };
    case 'list': {
      const of = shape.of.type === 'integer' ? Array.from({ length: shape.max }, (_, at) => at + 1) : shape.of.type === 'choice' ? [...shape.of.values] : Array.from({ length: shape.max }, (_, at) => `x${at}`);
      return { good: [of.slice(0, shape.min), of], bad: [[], [...of, of.length + 1], 'x'] };
    }
    case 'object':
      return { good: [], bad: ['x', []] };
  }
}

/** Paths that the tool's own class refuses. */
function refusedBy(name: string, payload: Payload): string[] {
  try {
    checkPayload(toolOf(name), payload);
    return [];
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return (error.details.fields ?? []).map(({ path }) => path);
  }
}

describe.each(descriptors.map((one) => [one.name, one] as const))('the description of %s says the same as its class', (name, descriptor) => {
  test('at both ends of every range, and just past them', () => {
    for (const field of descriptor.fields) {
      if (DEPENDENT.has(`${name}.${field.name}`)) continue;
      const { good, bad } = ends(field);
      for (const value of good) expect([field.name, value, refusedBy(name, { [field.name]: value }).includes(field.name)]).toEqual([field.name, value, false]);
      for (const value of bad) expect([field.name, value, refusedBy(name, { [field.name]: value }).some((path) => path === field.name || path.startsWith(`${field.name}.`))]).toEqual([field.name, value, true]);
    }
  });

  test('of what must be there, and of what counts where it is not', () => {
    const refused = refusedBy(name, {});
    for (const field of descriptor.fields) {
      if (!DEPENDENT.has(`${name}.${field.name}`)) expect([field.name, refused.includes(field.name)]).toEqual([field.name, field.required]);
      if (field.default !== undefined) expect(new (toolOf(name).payload)()).toMatchObject({ [field.name]: field.default });
    }
  });
});

test('a rule without a form is no description', () => {
  class Wordless {
    readonly nothing: string;
  }
  expect(describePayload(Wordless)).toEqual([]);
});
