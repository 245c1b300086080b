/**
 * What a button sends back, as text of at most 64 bytes, built and read in one place.
 * Source: spec chat-ui, section 4, with the longest form of each prefix.
 */
import { TelegramLimitError } from '../errors';

export type CallbackData =
  | { readonly type: 'panel'; readonly panel: string }
  | { readonly type: 'templates-home' }
  | { readonly type: 'template-run'; readonly templateId: string }
  | { readonly type: 'template-category'; readonly category: string; readonly page: number }
  | { readonly type: 'template-preset'; readonly flow: string; readonly step: number; readonly index: number }
  | { readonly type: 'template-back'; readonly flow: string }
  | { readonly type: 'template-skip'; readonly flow: string; readonly step: number }
  | { readonly type: 'template-stop'; readonly flow: string }
  | { readonly type: 'template-new'; readonly flow: string }
  | { readonly type: 'follow-up'; readonly id: string; readonly n: number }
  | { readonly type: 'answer-question'; readonly id: string; readonly n: number }
  | { readonly type: 'drop-question'; readonly id: string }
  | { readonly type: 'page'; readonly listId: string; readonly page: number }
  | { readonly type: 'close-list'; readonly listId: string }
  | { readonly type: 'fx'; readonly act: 'panel' | 'save' | 'drop' }
  | { readonly type: 'fx-choice'; readonly of: 'mode' | 'int' | 'thr'; readonly value: string }
  | { readonly type: 'advice-topic'; readonly topic: string }
  | { readonly type: 'advice-brief'; readonly id: string }
  | { readonly type: 'advice-memo'; readonly id: string }
  | { readonly type: 'advice-check'; readonly id: string }
  | { readonly type: 'advice-action'; readonly id: string }
  | { readonly type: 'retry'; readonly requestId: string }
  | { readonly type: 'drop'; readonly requestId: string }
  | { readonly type: 'file'; readonly requestId: string }
  | { readonly type: 'voice-words'; readonly act: 'run' | 'no'; readonly id: string }
  | { readonly type: 'voice-retry'; readonly requestId: string };

export type CallbackType = CallbackData['type'];
type Of<T extends CallbackType> = Extract<CallbackData, { type: T }>;

interface Form<T extends CallbackType> {
  /** Everything before the first value; no other form's text begins like a text of this one. */
  readonly prefix: string;
  readonly longestBytes: number;
  readonly matches: RegExp;
  write(data: Of<T>): string;
  read(groups: Readonly<Record<string, string>>): Of<T>;
}

const FORMS: { readonly [T in CallbackType]: Form<T> } = {
  panel: {
    prefix: 'ui:',
    longestBytes: 20,
    matches: /^ui:(?<panel>[a-z][a-z0-9_:-]{0,16})$/,
    write: ({ panel }) => `ui:${panel}`,
    read: ({ panel = '' }) => ({ type: 'panel', panel }),
  },
  'templates-home': {
    prefix: 'tpl:home',
    longestBytes: 8,
    matches: /^tpl:home$/,
    write: () => 'tpl:home',
    read: () => ({ type: 'templates-home' }),
  },
  'template-run': {
    prefix: 'tpl:run:',
    longestBytes: 48,
    matches: /^tpl:run:(?<templateId>[A-Z][A-Z0-9_]{0,39})$/,
    write: ({ templateId }) => `tpl:run:${templateId}`,
    read: ({ templateId = '' }) => ({ type: 'template-run', templateId }),
  },
  'template-category': {
    prefix: 'tpl:cat:',
    longestBytes: 36,
    matches: /^tpl:cat:(?<category>[a-z][a-z0-9_]{0,23}):(?<page>[1-9]\d{0,2})$/,
    write: ({ category, page }) => `tpl:cat:${category}:${page}`,
    read: ({ category = '', page }) => ({ type: 'template-category', category, page: Number(page) }),
  },
  'template-preset': {
    prefix: 'tpl:ps:',
    longestBytes: 22,
    matches: /^tpl:ps:(?<flow>[a-z2-7]{10}):(?<step>\d|1\d):(?<index>[0-7])$/,
    write: ({ flow, step, index }) => `tpl:ps:${flow}:${step}:${index}`,
    read: ({ flow = '', step, index }) => ({ type: 'template-preset', flow, step: Number(step), index: Number(index) }),
  },
  'template-back': {
    prefix: 'tpl:back:',
    longestBytes: 19,
    matches: /^tpl:back:(?<flow>[a-z2-7]{10})$/,
    write: ({ flow }) => `tpl:back:${flow}`,
    read: ({ flow = '' }) => ({ type: 'template-back', flow }),
  },
  'template-skip': {
    prefix: 'tpl:skip:',
    longestBytes: 22,
    matches: /^tpl:skip:(?<flow>[a-z2-7]{10}):(?<step>\d|1\d)$/,
    write: ({ flow, step }) => `tpl:skip:${flow}:${step}`,
    read: ({ flow = '', step }) => ({ type: 'template-skip', flow, step: Number(step) }),
  },
  'template-stop': {
    prefix: 'tpl:stop:',
    longestBytes: 19,
    matches: /^tpl:stop:(?<flow>[a-z2-7]{10})$/,
    write: ({ flow }) => `tpl:stop:${flow}`,
    read: ({ flow = '' }) => ({ type: 'template-stop', flow }),
  },
  'template-new': {
    prefix: 'tpl:new:',
    longestBytes: 18,
    matches: /^tpl:new:(?<flow>[a-z2-7]{10})$/,
    write: ({ flow }) => `tpl:new:${flow}`,
    read: ({ flow = '' }) => ({ type: 'template-new', flow }),
  },
  'follow-up': {
    prefix: 'go:',
    longestBytes: 20,
    matches: /^go:(?<id>[A-Za-z0-9_-]{1,12}):(?<n>0|[1-9]\d{0,3})$/,
    write: ({ id, n }) => `go:${id}:${n}`,
    read: ({ id = '', n }) => ({ type: 'follow-up', id, n: Number(n) }),
  },
  'answer-question': {
    prefix: 'ask:',
    longestBytes: 20,
    matches: /^ask:(?<id>[A-Za-z0-9_-]{1,12}):(?<n>0|[1-9]\d{0,2})$/,
    write: ({ id, n }) => `ask:${id}:${n}`,
    read: ({ id = '', n }) => ({ type: 'answer-question', id, n: Number(n) }),
  },
  'drop-question': {
    prefix: 'ask:',
    longestBytes: 18,
    matches: /^ask:(?<id>[A-Za-z0-9_-]{1,12}):x$/,
    write: ({ id }) => `ask:${id}:x`,
    read: ({ id = '' }) => ({ type: 'drop-question', id }),
  },
  page: {
    prefix: 'pg:',
    longestBytes: 20,
    matches: /^pg:(?<listId>[A-Za-z0-9_-]{1,12}):(?<page>[1-9]\d{0,3})$/,
    write: ({ listId, page }) => `pg:${listId}:${page}`,
    read: ({ listId = '', page }) => ({ type: 'page', listId, page: Number(page) }),
  },
  'close-list': {
    prefix: 'pg:',
    longestBytes: 17,
    matches: /^pg:(?<listId>[A-Za-z0-9_-]{1,12}):x$/,
    write: ({ listId }) => `pg:${listId}:x`,
    read: ({ listId = '' }) => ({ type: 'close-list', listId }),
  },
  fx: {
    prefix: 'fx:',
    longestBytes: 8,
    matches: /^fx:(?<act>panel|save|drop)$/,
    write: ({ act }) => `fx:${act}`,
    read: ({ act }) => ({ type: 'fx', act: act === 'save' || act === 'drop' ? act : 'panel' }),
  },
  'fx-choice': {
    prefix: 'fx:',
    longestBytes: 18,
    matches: /^fx:(?<of>mode|int|thr):(?<value>[a-z0-9.]{1,10})$/,
    write: ({ of, value }) => `fx:${of}:${value}`,
    read: ({ of, value = '' }) => ({ type: 'fx-choice', of: of === 'mode' || of === 'int' ? of : 'thr', value }),
  },
  'advice-topic': {
    prefix: 'advisor:preset:',
    longestBytes: 34,
    matches: /^advisor:preset:(?<topic>[A-Z][A-Z_]{2,18})$/,
    write: ({ topic }) => `advisor:preset:${topic}`,
    read: ({ topic = '' }) => ({ type: 'advice-topic', topic }),
  },
  'advice-brief': {
    prefix: 'advice:',
    longestBytes: 25,
    matches: /^advice:brief:(?<id>[A-Za-z0-9_-]{12})$/,
    write: ({ id }) => `advice:brief:${id}`,
    read: ({ id = '' }) => ({ type: 'advice-brief', id }),
  },
  'advice-memo': {
    prefix: 'advice:',
    longestBytes: 24,
    matches: /^advice:memo:(?<id>[A-Za-z0-9_-]{12})$/,
    write: ({ id }) => `advice:memo:${id}`,
    read: ({ id = '' }) => ({ type: 'advice-memo', id }),
  },
  'advice-check': {
    prefix: 'llm:advice_validate:',
    longestBytes: 32,
    matches: /^llm:advice_validate:(?<id>[A-Za-z0-9_-]{12})$/,
    write: ({ id }) => `llm:advice_validate:${id}`,
    read: ({ id = '' }) => ({ type: 'advice-check', id }),
  },
  'advice-action': {
    prefix: 'llm:advice_action:',
    longestBytes: 30,
    matches: /^llm:advice_action:(?<id>[A-Za-z0-9_-]{12})$/,
    write: ({ id }) => `llm:advice_action:${id}`,
    read: ({ id = '' }) => ({ type: 'advice-action', id }),
  },
  retry: {
    prefix: 'retry:',
    longestBytes: 42,
    matches: /^retry:(?<requestId>[A-Za-z0-9_-]{1,36})$/,
    write: ({ requestId }) => `retry:${requestId}`,
    read: ({ requestId = '' }) => ({ type: 'retry', requestId }),
  },
  drop: {
    prefix: 'drop:',
    longestBytes: 41,
    matches: /^drop:(?<requestId>[A-Za-z0-9_-]{1,36})$/,
    write: ({ requestId }) => `drop:${requestId}`,
    read: ({ requestId = '' }) => ({ type: 'drop', requestId }),
  },
  file: {
    prefix: 'file:',
    longestBytes: 41,
    matches: /^file:(?<requestId>[A-Za-z0-9_-]{1,36})$/,
    write: ({ requestId }) => `file:${requestId}`,
    read: ({ requestId = '' }) => ({ type: 'file', requestId }),
  },
  'voice-words': {
    prefix: 'voice:',
    longestBytes: 22,
    matches: /^voice:(?<act>run|no):(?<id>[A-Za-z0-9_-]{1,12})$/,
    write: ({ act, id }) => `voice:${act}:${id}`,
    read: ({ act, id = '' }) => ({ type: 'voice-words', act: act === 'run' ? 'run' : 'no', id }),
  },
  'voice-retry': {
    prefix: 'voice:',
    longestBytes: 48,
    matches: /^voice:retry:(?<requestId>[A-Za-z0-9_-]{1,36})$/,
    write: ({ requestId }) => `voice:retry:${requestId}`,
    read: ({ requestId = '' }) => ({ type: 'voice-retry', requestId }),
  },
};

const ALL_FORMS: readonly Form<CallbackType>[] = Object.values(FORMS) as unknown as readonly Form<CallbackType>[];

/** Every form with its prefix and its longest text, for tests and for the table of prefixes. */
export const CALLBACK_FORMS: Readonly<Record<CallbackType, { readonly prefix: string; readonly longestBytes: number }>> = FORMS;

/** @throws TelegramLimitError when a value does not fit its form, so that no button is ever made that cannot be read back. */
export function buildCallback<T extends CallbackType>(data: Of<T>): string {
  const form = FORMS[data.type] as unknown as Form<T>;
  const text = form.write(data);
  if (!form.matches.test(text)) throw new TelegramLimitError(`no legal callback: "${text}"`);
  return text;
}

/** Null for an unknown prefix or a malformed text: the button is out of date, or somebody made it up. */
export function parseCallback(text: string): CallbackData | null {
  for (const form of ALL_FORMS) {
    const match = form.matches.exec(text);
    if (match) return form.read(match.groups ?? {});
  }
  return null;
}
