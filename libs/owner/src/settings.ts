import { Setting, settingTypes } from '@ownerbot/runtime';

/** What an owner may look into. */
export class DiagnosticsSettings {
  @Setting({ key: 'SHADOW_CHECK_ENABLED', type: settingTypes.bool(), readBy: ['worker'], default: true, about: '`/shadow_check` is offered beside `/sis_check`' })
  readonly isShadowCheckEnabled: boolean;
}
