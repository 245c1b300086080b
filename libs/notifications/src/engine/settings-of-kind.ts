import { kindSettings, NOTIFY_DEFAULTS, NOTIFY_KINDS, StoredSettingError, type NotifyKind, type NotifySettings } from '@ownerbot/storage';

/** Whose settings a kind decides by, beside its own. */
const NEEDED: Readonly<Record<NotifyKind, readonly NotifyKind[]>> = {
  digest: ['digest', 'ops'],
  weekly: ['weekly'],
  fx_delta: ['fx_delta'],
  fx_apply: ['fx_apply'],
  ops: ['ops'],
  escalation: ['escalation', 'ops'],
};

/**
 * The settings of an owner as a kind reads them. What belongs to other kinds alone has its default where it is not valid.
 * @throws StoredSettingError for a value of its own that is not valid: this kind fails, the others go on
 */
export function settingsOfKind(kind: NotifyKind, stored: Readonly<Record<string, unknown>>): NotifySettings {
  return NOTIFY_KINDS.reduce<NotifySettings>((settings, one) => ({ ...settings, ...(NEEDED[kind].includes(one) ? kindSettings(one, stored) : validOrStandard(one, stored)) }), NOTIFY_DEFAULTS);
}

function validOrStandard(kind: NotifyKind, stored: Readonly<Record<string, unknown>>): Partial<NotifySettings> {
  try {
    return kindSettings(kind, stored);
  } catch (error) {
    if (error instanceof StoredSettingError) return {};
    throw error;
  }
}
