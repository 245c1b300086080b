import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { escapeHtml } from '@ownerbot/telegram';
import { FX_SETTING_KEYS, type FxSettingKey } from '../sis-fx-settings-update/sis-fx-settings-update.fields';

const OFF = /^0+(\.0+)?$/;
const MODES = ['manual', 'daily', 'interval'];
const PROVIDERS = ['privat', 'mono', 'ecb', 'nbp'];

/** "Порог, %": the name of a setting. HTML. */
export function settingName(key: string, { texts }: ReplyContext): string {
  return FX_SETTING_KEYS.some((known) => known === key) ? texts.html('fx_setting.name', { key }) : escapeHtml(key);
}

/** A value with its unit, whatever the shop's writing of it. HTML. */
export function settingValue(key: string, value: string, context: ReplyContext): string {
  const { texts, formats } = context;
  const known = FX_SETTING_KEYS.find((one) => one === key);
  switch (known) {
    case undefined:
      return escapeHtml(value);
    case 'reprice_schedule_mode':
      return MODES.includes(value) ? texts.html('fx_setting.mode', { mode: value }) : escapeHtml(value);
    case 'provider':
      return escapeHtml(providerName(value));
    case 'reprice_schedule_notify_on_success':
    case 'reprice_schedule_notify_on_failure':
      return texts.html('fx_setting.flag', { value });
    case 'reprice_schedule_interval_hours':
    case 'min_apply_cooldown_hours':
      return OFF.test(value) ? texts.html('fx_setting.none') : texts.html('fx_setting.hours', { count: Number(value) });
    case 'min_rate_delta_percent':
      return OFF.test(value) ? texts.html('fx_setting.none') : escapeHtml(formats.percent(value));
    case 'min_rate_delta_abs':
      return OFF.test(value) ? texts.html('fx_setting.none') : escapeHtml(formats.rate(value));
  }
}

export function providerName(name: string): string {
  return PROVIDERS.includes(name) ? name.toUpperCase() : name;
}

/** "Порог: 0,5 % → 1 %". HTML. */
export function settingChange(key: FxSettingKey | string, { before, after }: { readonly before: string; readonly after: string }, context: ReplyContext): string {
  return context.texts.html('fx_setting.change', {
    name: asHtml(settingName(key, context)),
    before: asHtml(settingValue(key, before, context)),
    after: asHtml(settingValue(key, after, context)),
  });
}
