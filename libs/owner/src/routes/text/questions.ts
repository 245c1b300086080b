import type { ClarificationOption, ReplyContext, Route } from '@ownerbot/conversation';
import { ownerCatalogue } from '../../catalogue/owner-catalogue';
import type { TemplateFile } from '../../catalogue/template-file';
import { requestWords } from './request-words';
import type { Meant } from '../../intents/meant';
import type { Understanding } from '../../intents/understand';
import { panelButton } from '../../replies/buttons';
import { targetOf } from './route-of-reading';

const MOST_OPTIONS = 4;
const LONGEST_WORD = 60;

/** One question with the readings of a text as buttons, reads before changes but for requests that were said one after the other. */
export function askAmong({ why, among, word }: Extract<Understanding, { type: 'choose' }>, context: ReplyContext): Route | null {
  const ordered = why === 'several' || why === 'conflict' ? among : among.toSorted((one, other) => Number(one.candidate.reading.isWrite) - Number(other.candidate.reading.isWrite));
  const options = ordered.flatMap((meant) => optionOf(meant, context)).slice(0, MOST_OPTIONS);
  const different = options.filter((one, at) => options.findIndex(({ label }) => label === one.label) === at);
  if (different.length === 0) {
    const [first] = ordered;
    const found = first === undefined ? null : targetOf(first, context);
    return found !== null && 'refusal' in found ? found.refusal : null;
  }
  const html = word === null ? context.texts.html(`question.${why}`) : context.texts.html('question.unexplained', { word: [...word].slice(0, LONGEST_WORD).join('') });
  return { type: 'question', html, options: different, ...(why === 'several' ? { isSeveral: true } : {}), ...(why === 'unit' ? { about: 'unit' } : {}), buttons: [panelButton(context, 'home')] };
}

export function askWhichOrder(key: 'help.one_order' | 'guard.why_order', orderIds: readonly string[], context: ReplyContext): Route {
  const options = orderIds.slice(0, MOST_OPTIONS).map((orderId): ClarificationOption => ({ label: orderId, target: { type: 'tool', tool: 'order_detail', payload: { order_id: orderId } } }));
  return { type: 'question', about: 'order_id', html: context.texts.html(key), options, buttons: [panelButton(context, 'home')] };
}

function optionOf(meant: Meant, context: ReplyContext): ClarificationOption[] {
  const { target } = meant.candidate.reading;
  const found = targetOf(meant, context);
  return target.type === 'template' && 'target' in found ? [{ label: labelOf(target.template, meant, context), target: found.target }] : [];
}

/** The title of the template with what the sentence says for it. */
export function labelOf(template: TemplateFile, meant: Meant, context: ReplyContext): string {
  const said = requestWords(meant, context);
  const isDated = meant.candidate.filled.some(({ value }) => value.kind === 'period');
  const title = (isDated ? openTwin(template) : template).buttonText[context.locale];
  return said === '' ? title : `${title}: ${said}`;
}

/** The template of the same report that asks for the period: "KPI today" is no name for the figures of another day. */
function openTwin(template: TemplateFile): TemplateFile {
  const twin = [...ownerCatalogue().templates.values()].find(({ tool, inputs }) => JSON.stringify(tool) === JSON.stringify(template.tool) && inputs.some(({ parserType }) => parserType === 'period'));
  return twin ?? template;
}
