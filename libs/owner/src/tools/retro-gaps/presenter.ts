import type { ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { ownerCatalogue, templateOf } from '../../catalogue/owner-catalogue';
import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import type { GapData, RetroGapsFigures, RetroGapsOutput } from '../retro/gaps-fields';
import { bulleted, counted, gapSubject, questionOf, reasonWords } from '../retro/retro-words';

const MOST_OFFERED = 4;
/** What a language model may ask a preview of. */
const MODEL_ACTIONS = 'LLM_ALLOWED_ACTION_TOOLS';

/** What was asked for in vain, and what helps. */
export const retroGapsPresenter = presenter<RetroGapsOutput>({
  progress: (_run, { texts }) => texts.html('retro.progress'),
  body({ data }, context) {
    const { texts } = context;
    return {
      headline: texts.html('retro.gaps_title', { days: data.window.days }),
      sections: gapSections(data, context),
      buttons: [
        ...helpful(data).map((id): ReplyButton[] => [templateButton(context, id)]),
        [templateButton(context, 'SYS_RETRO_7D'), templateButton(context, 'SYS_RETRO_LAST')],
        [panelButton(context, 'systems'), panelButton(context, 'home')],
      ],
    };
  },
});

export function gapSections(data: RetroGapsFigures, context: ReplyContext): string[][] {
  const { texts, formats } = context;
  const { deltas } = data;
  const head = (key: 'retro.not_implemented' | 'retro.disallowed' | 'retro.missing', count: number, name: 'not_implemented' | 'disallowed_actions' | 'missing_parameters') => texts.html(key, { count: asHtml(counted(count, deltas?.[name], context)) });
  const gap = ({ key, code, count, last_at: at }: GapData) => bulleted(texts.html('retro.gap', { subject: asHtml(gapSubject(key, context)), reason: asHtml(reasonWords(code, context)), helps: code, setting: MODEL_ACTIONS, count: formats.integer(count), at: formats.moment(at) }), context);
  const sections = [
    ...(data.not_implemented.length === 0 ? [] : [[head('retro.not_implemented', data.not_implemented_total, 'not_implemented'), ...data.not_implemented.map(gap)]]),
    ...(data.disallowed_actions.length === 0 ? [] : [[head('retro.disallowed', data.disallowed_actions_total, 'disallowed_actions'), ...data.disallowed_actions.map(({ tool, ...one }) => gap({ key: tool, ...one }))]]),
    ...(data.missing_parameters.length === 0 ? [] : [[head('retro.missing', data.missing_parameters_total, 'missing_parameters'), ...data.missing_parameters.map((one) => bulleted(parameterLine(one, context), context))]]),
    ...(data.unresolved_count === 0 ? [] : [[texts.html('retro.unresolved', { count: asHtml(counted(data.unresolved_count, deltas?.unresolved, context)) })]]),
  ];
  return sections.length === 0 ? [[texts.html('retro.no_gaps')]] : sections;
}

function parameterLine({ template_id: templateId, parameter, count }: RetroGapsFigures['missing_parameters'][number], context: ReplyContext): string {
  const { texts, formats } = context;
  const question = questionOf(templateId, parameter, context);
  return texts.html('retro.parameter', { subject: asHtml(gapSubject(templateId ?? 'clarification', context)), question: question ?? '', asked: question === null ? 'no' : 'yes', count: formats.integer(count) });
}

/** Templates that answer what was asked in vain: what is offered instead, the mode, the request whose question was left open. */
function helpful({ not_implemented: gaps, missing_parameters: missing }: RetroGapsFigures): string[] {
  const instead = gaps.flatMap(({ key }) => ownerCatalogue().notOffered.find(({ id }) => `not_offered.${id}` === key)?.instead ?? []);
  const mode = gaps.some(({ code }) => code === 'UPSTREAM_NOT_IMPLEMENTED') ? ['SYS_UPSTREAM_MODE'] : [];
  const asked = missing.flatMap(({ template_id: id }) => (id === null ? [] : [id]));
  return [...new Set([...mode, ...instead, ...asked])].filter((id) => templateOf(id) !== null).slice(0, MOST_OFFERED);
}
