import { presenter } from '../../replies/answer';
import { panelButton, templateButton } from '../../replies/buttons';
import type { SysSettingsOutput } from './sys-settings.tool';

/** Language and zone of the owner, number, currency and zone of the shop. */
export const settingsPresenter = presenter<SysSettingsOutput>({
  progress: (_run, { texts }) => texts.html('settings.progress'),
  body({ data }, context) {
    const { texts, formats, now } = context;
    const language = data.locale === 'ru' || data.locale === 'en' ? data.locale : 'other';
    return {
      headline: texts.html('settings.title'),
      sections: [
        [texts.html('settings.language', { language }), texts.html('settings.zone', { zone: data.timezone, at: formats.moment(now.toISOString()) })],
        [texts.html('settings.shop', { shop: formats.integer(data.tenant.shop_id), currency: data.tenant.currency }), texts.html('settings.shop_zone', { zone: data.tenant.timezone })],
      ],
      buttons: [[templateButton(context, 'SYS_SET_LANGUAGE'), templateButton(context, 'SYS_SET_TIMEZONE')], [panelButton(context, 'systems'), panelButton(context, 'home')]],
    };
  },
});
