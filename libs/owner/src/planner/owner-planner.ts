import type { DomainPlanner, ReplyContext } from '@ownerbot/conversation';
import type { Payload, PayloadProblem, PlanCall } from '@ownerbot/planner';
import { checkPayload, ToolError } from '@ownerbot/tools';
import { giveAdviceOfPlan } from '../advice/routes/give-advice';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { toolTitle } from '../catalogue/tool-title';
import { ownerTools } from '../tools/owner-tools';
import { requestedPeriodWords } from '../tools/period-words';
import { forbidsWrites } from './forbids-writes';
import { nextStep } from './next-step';
import { ownerDescriptors } from './owner-descriptors';
import { ownerReadings } from './owner-readings';

/** What a language model may be asked about the owner's texts, and how its answers are held against them. */
export const ownerPlanner: DomainPlanner = {
  tools: ownerDescriptors,
  actionTemplates: () => [...ownerCatalogue().templates.values()].filter(({ kind, hidden }) => kind === 'ACTION' && !hidden).map(({ templateId }) => templateId),
  readings: ownerReadings,
  forbidsWrites,
  checkTool,
  label,
  next: (step, _text, context) => nextStep(step, context),
  advise: giveAdviceOfPlan,
};

/** The tool's own class knows rules between fields, too. */
function checkTool(name: string, payload: Payload): PayloadProblem[] {
  const tool = ownerTools.find((one) => one.name === name);
  if (tool === undefined) return [];
  try {
    checkPayload(tool, payload);
    return [];
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return (error.details.fields ?? []).map(({ path, rule, allowed }) => ({ path, rule: rule === 'unknown' ? 'unknown' : valueAt(payload, path) === undefined ? 'missing' : 'wrong', allowed }));
  }
}

const valueAt = (payload: Payload, path: string): unknown => path.split('.').reduce<unknown>((at, key) => (typeof at === 'object' && at !== null ? Object.entries(at).find(([name]) => name === key)?.[1] : undefined), payload);

const MOST_VALUES = 3;

/** The title of the tool's first template, with the values that were taken from the text. */
function label({ tool, payload }: PlanCall, context: ReplyContext): string {
  const title = toolTitle(tool, context.locale) ?? tool;
  const period = payload['period'] === undefined ? [] : [requestedPeriodWords(context, payload, { preset: 'today' })];
  const values = Object.values(payload).flatMap((value) => (typeof value === 'string' || typeof value === 'number' ? [String(value)] : Array.isArray(value) ? [value.map(String).join(', ')] : []));
  const said = [...period, ...values].slice(0, MOST_VALUES).join(', ');
  return said === '' ? title : `${title}: ${said}`;
}
