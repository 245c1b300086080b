import { settingsOf, type BoundSetting, type SettingsClass } from '@ownerbot/runtime';
import { SECTIONS, type Section } from './sections';

/** A key as the documents tell it. */
export interface DescribedSetting {
  readonly key: string;
  /** Type and range in words; begins with `secret` for secrets. */
  readonly allowed: string;
  /** The default as the environment would say it; empty when there is none, or when it depends on something. */
  readonly value: string;
  /** The default in words; absent when there is none. */
  readonly defaultText: string | undefined;
  readonly readBy: string;
  readonly about: string;
}

export interface DescribedSection {
  readonly title: string;
  readonly settings: readonly DescribedSetting[];
}

/**
 * Every key of the classes, in the order of the sections.
 * @throws Error when a class has a key that no section lists, or a section lists one that no class has.
 */
export function describeSettings(classes: readonly SettingsClass[], sections: readonly Section[] = SECTIONS): readonly DescribedSection[] {
  const bound = new Map(classes.flatMap((one) => settingsOf(one)).map((one) => [one.key, one]));
  const described = sections.map(({ title, keys }) => ({ title, settings: keys.map((key) => describeSetting(key, bound)) }));
  const placed = new Set(sections.flatMap((one) => one.keys));
  const missing = [...bound.keys()].filter((key) => !placed.has(key));
  if (missing.length > 0) throw new Error(`no section lists ${missing.join(', ')}`);
  return described;
}

function describeSetting(key: string, bound: ReadonlyMap<string, BoundSetting>): DescribedSetting {
  const setting = bound.get(key);
  if (setting === undefined) throw new Error(`no settings class has ${key}`);
  const value = setting.type.secret || setting.defaultText !== undefined ? '' : environmentValue(setting.default);
  return {
    key,
    allowed: setting.type.secret ? `secret (or ${key}_FILE), ${setting.type.allowed}` : setting.type.allowed,
    value,
    defaultText: setting.defaultText ?? (value === '' ? undefined : value),
    readBy: setting.readBy === 'all' ? 'all' : setting.readBy.join(', '),
    about: setting.about,
  };
}

/** A value as the environment would say it. */
export function environmentValue(value: unknown): string {
  if (value === undefined || typeof value === 'function') return '';
  if (typeof value === 'boolean') return value ? '1' : '0';
  return Array.isArray(value) ? value.join(',') : String(value);
}
