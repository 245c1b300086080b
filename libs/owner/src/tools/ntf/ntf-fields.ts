import { NOTIFY_DEFAULTS, NOTIFY_KINDS, type NotifyKind, type NotifySettings } from '@ownerbot/storage';
import { AnyText, Count, ListOf, Nullable, OneOf, Opaque, Optional, rule } from '@ownerbot/tools';
import { ActionPreviewOutput } from '../acting/preview-output';

export type NtfField = keyof NotifySettings;
export type NtfValue = string | number | boolean | null;

export const NTF_FIELDS = Object.keys(NOTIFY_DEFAULTS) as readonly NtfField[];

export class NtfDiff {
  @OneOf(NTF_FIELDS) readonly field: NtfField;
  @rule('value', 'a text, a number, true, false or null', isValue) readonly before: NtfValue;
  @rule('value', 'a text, a number, true, false or null', isValue) readonly after: NtfValue;
}

function isValue(value: unknown): value is NtfValue {
  return value === null || ['string', 'number', 'boolean'].includes(typeof value);
}

/** When a kind runs next, once this is confirmed. */
export class NextRun {
  @OneOf(NOTIFY_KINDS) readonly kind: NotifyKind;
  /** ISO instant; null: it is off. */
  @Nullable() @AnyText() readonly at: string | null;
  /** In which its times are meant. */
  @AnyText() readonly zone: string;
}

export class NtfActionOutput extends ActionPreviewOutput {
  @ListOf(() => NtfDiff, NTF_FIELDS.length) readonly diffs: readonly NtfDiff[];
  @Count() readonly settings_version: number;
  @ListOf(() => NextRun, NOTIFY_KINDS.length) readonly next: readonly NextRun[];
  /** What the change means, by names of the catalogue. */
  @rule('list', 'a list of texts', (value) => Array.isArray(value) && value.every((one) => typeof one === 'string')) readonly notes: readonly string[];
  /** What a note tells: a rate, signals, incidents. */
  @Optional() @Opaque() readonly told?: Readonly<Record<string, unknown>>;
}
