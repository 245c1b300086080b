import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import type { ActionWords } from '../acting/action-words';
import { settingChange, settingName, settingValue } from '../fx/setting-words';
import { FX_SETTING_KEYS } from './sis-fx-settings-update.fields';

/** Each setting as it is and as it will be, with its unit. They are changed back in the same way. */
export const fxSettingsWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('fx_setting.progress'),
  title: (_action, { texts }) => texts.html('fx_setting.title'),
  effect: changes,
  done: changes,
  rollback: () => null,
  noop: ({ commit }, context) =>
    Object.entries(objectOf(commit['updates'])).map(([key, value]) =>
      context.texts.html('fx_setting.now', { name: asHtml(settingName(key, context)), value: asHtml(settingValue(key, String(value), context)) }),
    ),
};

function changes({ preview: { data } }: ActionFacts, context: ReplyContext): string[] {
  const placeOf = (id: number | string): number => FX_SETTING_KEYS.findIndex((key) => key === id);
  const inOrder = data.examples.toSorted((one, other) => placeOf(one.id) - placeOf(other.id));
  return inOrder.map(({ id, before, after }) => settingChange(String(id), { before: before ?? '', after: after ?? '' }, context));
}

function objectOf(value: unknown): object {
  return typeof value === 'object' && value !== null ? value : {};
}
