import { notifyFieldsByKind, type NotifyKind, type NotifySettings } from '@ownerbot/storage';

/** The fields of one kind. */
export function kindSettingsOf(kind: NotifyKind, settings: NotifySettings): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(settings).filter(([field]) => Object.hasOwn(notifyFieldsByKind[kind], field)));
}
