import { asHtml } from '@ownerbot/messages';
import { buildCallback, fitLabel, keyboard } from '@ownerbot/telegram';
import type { ReplyContext } from '../domain/context';
import type { Reply, ReplyButton } from '../model/reply';
import type { FlowState } from './flow-state';
import { answersOf, maySkip, placeOf, stepOf } from './steps';
import type { FlowTemplate } from './template';

export interface PromptNotes {
  /** Why the last answer did not fit, or what else is to be said; HTML. */
  readonly notes?: readonly string[];
  /** The answer would be a request of its own. */
  readonly offersNew?: boolean;
}

/** From this many answers that did not fit on, all examples are shown. */
const MORE_EXAMPLES_FROM = 3;

/** One question: title, place, answers so far, what was wrong, the question, its buttons. */
export function promptPanel(template: FlowTemplate, flow: FlowState, context: ReplyContext, { notes = [], offersNew = false }: PromptNotes = {}): Reply {
  const { texts, locale } = context;
  const step = stepOf(template, flow);
  if (step === null) return { html: texts.html('conversation.flow.stale') };
  const answers = answersOf(flow);
  const place = placeOf(template, flow.step, answers);
  const head = [texts.html('conversation.flow.header', { title: template.title[locale] })];
  if (place.of > 1) head.push(texts.html('conversation.flow.place', { n: String(place.n), of: String(place.of) }));
  const values = template.steps.flatMap((one, at) => (answers.has(at) ? [texts.html('conversation.flow.value', { value: one.show(answers.get(at), context) })] : []));
  const known = inOwnWordsFirst(step.examples, locale);
  const examples = flow.attempts >= MORE_EXAMPLES_FROM ? known : known.slice(0, 1);
  const question = [
    texts.html('conversation.flow.header', { title: step.prompt[locale] }),
    texts.html('conversation.flow.example', { examples: asHtml(examples.map((one) => `<code>${texts.html('conversation.flow.plain', { text: one })}</code>`).join(', ')) }),
    ...(step.default === undefined ? [] : [texts.html('conversation.flow.default', { value: step.default(context) })]),
  ];
  return {
    html: [head.join(' · '), values.join('\n'), notes.join('\n'), question.join('\n')].filter((part) => part !== '').join('\n\n'),
    buttons: keyboard([...presetRows(template, flow, context), ...controls(template, flow, context, offersNew)]),
  };
}

/** Words of the other language; codes in capitals belong to both. */
const FOREIGN = { ru: /[a-z]{2}/, en: /\p{Script=Cyrillic}/u } as const;

/** Examples of the reader's own language before the others, each group in the order of the file. */
function inOwnWordsFirst(examples: readonly string[], locale: ReplyContext['locale']): string[] {
  const isForeign = (one: string): boolean => FOREIGN[locale].test(one);
  return [...examples.filter((one) => !isForeign(one)), ...examples.filter(isForeign)];
}

function presetRows(template: FlowTemplate, flow: FlowState, context: ReplyContext): ReplyButton[][] {
  const step = stepOf(template, flow);
  const buttons = (step?.presets ?? []).flatMap(({ text, value }, index): ReplyButton[] => {
    if (step?.offers?.(value, context) === false) return [];
    return [{ text: fitLabel(text[context.locale]), data: buildCallback({ type: 'template-preset', flow: flow.flowId, step: flow.step, index }) }];
  });
  return Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) => buttons.slice(row * 2, row * 2 + 2));
}

function controls(template: FlowTemplate, flow: FlowState, { texts }: ReplyContext, offersNew: boolean): ReplyButton[][] {
  const { flowId } = flow;
  return [
    offersNew ? [{ text: texts.text('conversation.flow.button.new'), data: buildCallback({ type: 'template-new', flow: flowId }) }] : [],
    maySkip(template, flow) ? [{ text: texts.text('conversation.flow.button.skip'), data: buildCallback({ type: 'template-skip', flow: flowId, step: flow.step }) }] : [],
    [
      { text: texts.text('conversation.flow.button.back'), data: buildCallback({ type: 'template-back', flow: flowId }) },
      { text: texts.text('conversation.flow.button.cancel'), data: buildCallback({ type: 'template-stop', flow: flowId }) },
    ],
  ];
}

/** The buttons under what has ended: begin anew, or go home. */
export function restartButtons(templateId: string, { texts }: ReplyContext): ReplyButton[][] {
  return [
    [{ text: texts.text('conversation.flow.button.restart'), data: buildCallback({ type: 'template-run', templateId }) }],
    [{ text: texts.text('button.home'), data: buildCallback({ type: 'panel', panel: 'home' }) }],
  ];
}
