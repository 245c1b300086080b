import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import type { ActionWords } from '../acting/action-words';

/** Language and time zone, each before and after. */
export const settingsUpdateWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('settings.progress'),
  title: ({ asked }, { texts }) => texts.html('settingset.title', { what: asked['locale'] === undefined ? 'timezone' : asked['timezone'] === undefined ? 'locale' : 'both' }),
  effect: (action, context) => changesOf(action).map(({ field, before, after }) => context.texts.html('settingset.change', { field, before: wordOf(field, before, context), after: wordOf(field, after, context) })),
  done: (action, context) => changesOf(action).map(({ field, after }) => context.texts.html('settingset.done', { field, after: wordOf(field, after, context) })),
};

interface Change {
  readonly field: string;
  readonly before: string;
  readonly after: string;
}

function changesOf({ preview: { data } }: ActionFacts): readonly Change[] {
  return Array.isArray(data['diffs']) ? data['diffs'].map((one: Partial<Change>) => ({ field: String(one.field), before: String(one.before), after: String(one.after) })) : [];
}

function wordOf(field: string, value: string, { texts }: ReplyContext): string {
  return field === 'locale' ? texts.text('settingset.language', { language: value }) : value;
}
