import type { CommandSpec, ReplyContext, Route } from '@ownerbot/conversation';
import { composePayload } from '../catalogue/compose-payload';
import { templateRequest, theTemplate } from '../templates';

/** Commands about prices and the rate. Wrong arguments get the parser's error and an example. */
export const priceCommands: readonly CommandSpec[] = [
  { name: 'fx', aboutKey: 'command.fx', route: (_incoming, context) => ({ type: 'tool', ...templateRequest('PRC_FX_STATUS', context) }) },
  { name: 'tpl_bump', aboutKey: 'command.tpl_bump', route: ({ args }, context) => routeBump(args, context) },
  { name: 'tpl_rate_set', aboutKey: 'command.tpl_rate_set', route: ({ args }, context) => routeRateSet(args, context) },
];

const FALLS = /^\s*(?:[-−–—]|минус|minus)/iu;

/** The sign decides which of the two templates is meant; its parser and its range hold. */
function routeBump(args: string, context: ReplyContext): Route {
  const template = theTemplate(FALLS.test(args) ? 'PRC_LOWER' : 'PRC_BUMP');
  const answer = template.inputs[0]?.parser.parse(args, context);
  if (answer?.ok !== true) return refuse(context, 'bump', answer === undefined ? '' : context.texts.html(answer.problem.key, answer.problem.params));
  const { tool } = templateRequest(template.templateId, context);
  return { type: 'tool', tool, payload: composePayload(template, new Map([[0, answer.value]]), context) };
}

const RATE_SET_ID = /^[\w.:-]{1,64}$/;

/** Input prices are in the currency of the rate unless the shop says otherwise. */
function routeRateSet(args: string, context: ReplyContext): Route {
  if (!RATE_SET_ID.test(args)) return refuse(context, 'rate_set', '');
  const { tool, payload } = templateRequest('PRC_FX_REPRICE', context);
  return { type: 'tool', tool, payload: { ...payload, rate_set_id: args } };
}

function refuse({ texts }: ReplyContext, command: 'bump' | 'rate_set', problem: string): Route {
  const html = [problem, texts.html(`input.${command}`)].filter((line) => line !== '').join('\n');
  return { type: 'refusal', reason: 'VALIDATION_ERROR', reply: { html } };
}
