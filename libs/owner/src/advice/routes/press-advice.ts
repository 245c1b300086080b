import type { CallbackSpec, Incoming, ReplyContext, Route } from '@ownerbot/conversation';
import { parseCallback } from '@ownerbot/telegram';
import { panelButton, sectionButton, templateButton } from '../../replies/buttons';
import { readsBeside } from '../advice';
import { adviceKey, adviceNamed, briefKey, BUTTONS_WORK_MS, contentOf, keptBrief, MEMO_WORKS_MS, REFRESH_EVERY_MS, type GivenAdvice, type NamedAdvice } from '../given-advice';
import { ADVICE_TOPICS, topicNamed } from '../topics';
import { topicButton } from '../topic-button';
import { writeAdvice } from '../write-advice';
import { buildBrief, giveAdvice } from './give-advice';

/** Buttons of advice: its topics, and what stands under an answer. */
export const adviceCallbacks: readonly CallbackSpec[] = [
  { prefix: 'advisor:preset:', route: ({ data }, context) => pressTopic(data, context) },
  { prefix: 'advice:', route: ({ data }, context) => pressAdvice(data, context) },
  { prefix: 'llm:advice_validate:', route: ({ data }, context) => pressAdvice(data, context) },
  { prefix: 'llm:advice_action:', route: ({ data }, context) => pressAdvice(data, context) },
];

/** Words after which a text may ask for figures of the shop: only then its brief is looked for. */
const MAY_MEAN_DATA = /данн|цифр|показател|data|figure|number/i;

/** What is kept that a press, or a question about the shop's figures, needs. */
export function adviceFacts({ chatId, data, text }: Incoming): string[] {
  const callback = parseCallback(data ?? '');
  const briefs = ADVICE_TOPICS.map((topic) => briefKey(chatId, topic));
  if (callback?.type === 'advice-memo') return [adviceKey(chatId, callback.id)];
  if (callback?.type === 'advice-brief' || callback?.type === 'advice-check' || callback?.type === 'advice-action') return [adviceKey(chatId, callback.id), ...briefs];
  return text !== null && MAY_MEAN_DATA.test(text) ? briefs : [];
}

function pressTopic(data: string, context: ReplyContext): Route {
  const callback = parseCallback(data);
  const topic = callback?.type === 'advice-topic' ? topicNamed(callback.topic) : null;
  return topic === null ? { type: 'outdated' } : giveAdvice(topic, context);
}

function pressAdvice(data: string, context: ReplyContext): Route {
  const callback = parseCallback(data);
  if (callback?.type !== 'advice-brief' && callback?.type !== 'advice-memo' && callback?.type !== 'advice-check' && callback?.type !== 'advice-action') return { type: 'outdated' };
  const named = adviceNamed(callback.id, context);
  if (named === null) return offerAnew(null, context);
  if (named.ageMs > (callback.type === 'advice-memo' ? MEMO_WORKS_MS : BUTTONS_WORK_MS)) return offerAnew(named.given, context);
  switch (callback.type) {
    case 'advice-brief':
      return refreshBrief(named, context);
    case 'advice-memo':
      return { type: 'tool', tool: 'advice_memo', payload: { topic: named.given.topic, given: named.given, ...(named.brief === null ? {} : { brief: named.brief }) } };
    case 'advice-check':
      return checkWithData(named, context);
    case 'advice-action':
      return proposeAction(named.given, context);
  }
}

/** Builds the brief, unless there is one of the last two minutes: then that one is shown, or the owner is told from when on. */
function refreshBrief({ given, brief: shown }: NamedAdvice, context: ReplyContext): Route {
  const brief = keptBrief(given.topic, context);
  const mayFrom = brief === null ? 0 : Date.parse(brief.at) + REFRESH_EVERY_MS;
  if (brief === null || context.now.getTime() >= mayFrom) return buildBrief(given, { isNew: false });
  if (shown !== null) return { type: 'notice', text: context.texts.text('advice.not_yet', { at: context.formats.time(new Date(mayFrom).toISOString()) }) };
  return { type: 'reply', as: 'edit', reply: writeAdvice(given, { brief, isNew: false }, context) };
}

/** The suggested reads, one after the other, each with the answer that it always has. */
function checkWithData({ given, brief }: NamedAdvice, context: ReplyContext): Route {
  const { reads } = contentOf(given, context);
  const [first, ...rest] = (brief !== null ? readsBeside(given.topic, reads) : reads).map(({ asked }) => asked);
  if (first === undefined) return { type: 'notice', text: context.texts.text('advice.nothing_to_check') };
  return { type: 'tool', ...first, then: rest, ackKey: 'advice.checking' };
}

/** Opens the template as its own button would: what is missing is asked, then comes the preview. Of two the owner chooses. */
function proposeAction(given: GivenAdvice, context: ReplyContext): Route {
  const [only, ...others] = contentOf(given, context).actions;
  if (only === undefined) return { type: 'notice', text: context.texts.text('advice.no_action') };
  if (others.length === 0) return { type: 'template', templateId: only.templateId, as: 'new' };
  return { type: 'reply', reply: { html: context.texts.html('advice.which_action'), buttons: [...[only, ...others].map(({ templateId }) => [templateButton(context, templateId)]), [panelButton(context, 'home')]] } };
}

/** The buttons of an advice work for a quarter of an hour; later ones lead to a new one. */
function offerAnew(given: GivenAdvice | null, context: ReplyContext): Route {
  const again = given === null ? [] : [[topicButton(given.topic, context)]];
  return { type: 'reply', reply: { html: context.texts.html('advice.expired'), buttons: [...again, [sectionButton(context, 'advisor'), panelButton(context, 'home')]] } };
}
