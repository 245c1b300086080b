import type { SettingType } from './types';

/** The processes of docs/architecture.md, section 2. */
export const PROCESSES = ['ingest', 'worker', 'notifier', 'console', 'cli', 'sandbox', 'asr'] as const;
export type ProcessName = (typeof PROCESSES)[number];

export interface SettingSpec {
  readonly key: string;
  readonly type: SettingType<unknown>;
  /** Processes that are handed the key; `all` for every one. */
  readonly readBy: readonly ProcessName[] | 'all';
  /** One line in English for `ENV.example`. */
  readonly about: string;
  /** Absent: not set unless the environment sets it. A function: depends on what else the environment holds. */
  readonly default?: unknown;
  /** How the default is told in `ENV.example` where it is not a plain value. */
  readonly defaultText?: string;
}

export interface BoundSetting extends SettingSpec {
  readonly property: string;
}

export type SettingsClass<T extends object = object> = new () => T;

const specs = new WeakMap<object, BoundSetting[]>();

/** Makes a field of a settings class hold one key of the environment. The class then carries key, type, range, readers and default. */
export function Setting(spec: SettingSpec): PropertyDecorator {
  return (prototype, property) => {
    const list = specs.get(prototype) ?? [];
    list.push({ ...spec, property: String(property) });
    specs.set(prototype, list);
  };
}

/** The keys of a settings class, in the order of its fields. */
export function settingsOf(settingsClass: SettingsClass): readonly BoundSetting[] {
  return specs.get(settingsClass.prototype as object) ?? [];
}

/** What the environment may hold for a class: its keys, and `<KEY>_FILE` for its secrets. */
export function keysOf(settingsClass: SettingsClass): string[] {
  return settingsOf(settingsClass).flatMap((one) => (one.type.secret ? [one.key, `${one.key}_FILE`] : [one.key]));
}
