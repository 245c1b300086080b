import type { DomainStep, ReplyContext, Route } from '@ownerbot/conversation';
import { pathsOf } from '../catalogue/compose-payload';
import { availabilityFor } from '../catalogue/availability';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import type { TemplateFile } from '../catalogue/template-file';
import { panelButton, templateButton } from '../replies/buttons';

/** Buttons below one message. */
const MOST_OFFERED = 4;

/** What the owner gets in place of a plan that a guardrail ended: the question of a template, or its button. Null: the help. */
export function nextStep(step: DomainStep, context: ReplyContext): Route | null {
  switch (step.type) {
    case 'template':
      return offer(templatesOf(step.tool, context).filter((one) => changesAll(one) === step.all || !step.all), 'planned.button', context);
    case 'advice_or_clarification':
      return offer(templatesOf(step.tool, context).filter((one) => !changesAll(one)), 'planned.no_change', context);
    case 'ask_value':
      return step.path === 'scope_all' ? offer(templatesOf(step.tool, context), 'planned.button', context) : askValue(step.tool, step.path, context);
    case 'ask_targets':
      return offer(templatesOf(step.tool, context).filter((one) => !changesAll(one)), 'planned.which', context);
    case 'ask_sign':
      return offer(templatesOf(step.tool, context), 'planned.sign', context);
  }
}

/** The template that asks for just this value; where none does, the ready-made requests of the tool. */
function askValue(tool: string, path: string, context: ReplyContext): Route | null {
  const [field = ''] = path.split('.');
  const candidates = templatesOf(tool, context).filter((one) => !changesAll(one));
  const asking = candidates.find(({ inputs }) => inputs[0] !== undefined && pathsOf(inputs[0]).some((one) => one.split('.')[0] === field));
  return asking === undefined ? offer(candidates, 'planned.value', context) : { type: 'template', templateId: asking.templateId };
}

function offer(templates: readonly TemplateFile[], key: 'planned.button' | 'planned.no_change' | 'planned.value' | 'planned.which' | 'planned.sign', context: ReplyContext): Route | null {
  if (templates.length === 0 && key !== 'planned.no_change') return null;
  const buttons = templates.slice(0, MOST_OFFERED).map(({ templateId }) => [templateButton(context, templateId)]);
  return { type: 'reply', reply: { html: context.texts.html(key), buttons: [...buttons, [panelButton(context, 'home'), panelButton(context, 'help')]] } };
}

/** Templates of a tool that can work now, those that show something first, as they stand in the catalogue. */
function templatesOf(tool: string, context: ReplyContext): TemplateFile[] {
  return [...ownerCatalogue().templates.values()]
    .filter((one) => one.tool.type === 'named' && one.tool.tool === tool && !one.hidden && availabilityFor(one, context) !== 'unavailable')
    .sort((one, other) => Number(other.previewOnly) - Number(one.previewOnly) || one.order - other.order);
}

const changesAll = ({ payload }: TemplateFile): boolean => payload['scope_all'] === true;
