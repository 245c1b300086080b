import { Decimal } from 'decimal.js';
import type { ActionPreviewData, FxSettings } from '@ownerbot/shop';
import { shopAction } from '../acting/shop-action';
import { FX_SETTING_KEYS, SisFxSettingsUpdateOutput, SisFxSettingsUpdatePayload, type FxSettingsUpdates } from './sis-fx-settings-update.fields';

/** Settings of the shop's repricing by the rate. Only what differs from now is previewed, and only that is sent. */
export const sisFxSettingsUpdate = shopAction({
  name: 'sis_fx_settings_update',
  version: '1.1',
  group: 'prices',
  payload: SisFxSettingsUpdatePayload,
  output: SisFxSettingsUpdateOutput,
  kind: 'fx/settings',
  conflictGroups: ['fx_settings'],
  auditFields: FX_SETTING_KEYS.map((key) => `updates.${key}`),
  async wish({ updates: asked }, { shop, call }) {
    const status = await shop.fxStatus(call);
    const updates = different(asked, status.data.settings);
    if (Object.keys(updates).length === 0) return { nothing: true, reason: 'NO_CHANGES', understood: { updates: { ...asked } }, reads: [status], tells: { diff: {} } };
    return { body: { updates }, reads: [status], tells: (preview) => ({ diff: diffOf(preview) }) };
  },
});

function different(asked: FxSettingsUpdates, now: FxSettings): Partial<FxSettings> {
  const keys = FX_SETTING_KEYS.filter((key) => asked[key] !== undefined && !isEqual(asked[key], now[key]));
  return Object.fromEntries(keys.map((key) => [key, asked[key]]));
}

const DECIMAL = /^\d+(\.\d+)?$/;

function isEqual(one: unknown, other: unknown): boolean {
  if (typeof one === 'string' && typeof other === 'string' && DECIMAL.test(one) && DECIMAL.test(other)) return new Decimal(one).eq(other);
  return one === other;
}

function diffOf({ examples }: ActionPreviewData): Readonly<Record<string, { before: string; after: string }>> {
  return Object.fromEntries(examples.map(({ id, before, after }) => [String(id), { before: before ?? '', after: after ?? '' }]));
}
