import type { ReplyContext } from '@ownerbot/conversation';

/** What a parser knows beside the text: language, zone, currency, the shop's prefixes. Every `ReplyContext` is one. */
export type ParseContext = Pick<ReplyContext, 'now' | 'timezone' | 'locale' | 'currency' | 'tenant'>;

/** A message key with what it names; the caller turns it into words. */
export type Said = { readonly key: string; readonly params?: Readonly<Record<string, string | number>> };

/** A value as it goes into a payload, or why there is none. `note`: what was left out of the answer (ids given twice). */
export type Parsed = { readonly ok: true; readonly value: unknown; readonly note?: Said } | { readonly ok: false; readonly problem: Said };

/** One typed parser with its options. Pure; never throws, whatever the text. */
export interface Parser {
  parse(text: string, context: ParseContext): Parsed;
  /** Whether a value that was parsed already (a preset, a default) is one that this parser could give. */
  accepts(value: unknown): boolean;
  /** Whether a value makes sense in this shop; one that does not is not offered. Absent: all do. */
  fits?(value: unknown, context: ParseContext): boolean;
  /** Values at the ends of what it gives, for the check against the tool's schema. */
  edges(): readonly unknown[];
  /** The value in words of the owner's language, as plain text. */
  show(value: unknown, context: ReplyContext): string;
}

export const parsed = (value: unknown, note?: Said): Parsed => ({ ok: true, value, ...(note === undefined ? {} : { note }) });
export const refused = (key: string, params?: Said['params']): Parsed => ({ ok: false, problem: { key, ...(params === undefined ? {} : { params }) } });

const LONGEST_QUOTE = 40;

/** What was written, short enough to be quoted back. */
export function quote(text: string): string {
  const letters = [...text.replace(/[\p{Cc}\p{Cs}]+/gu, ' ').trim()];
  return letters.length <= LONGEST_QUOTE ? letters.join('') : `${letters.slice(0, LONGEST_QUOTE).join('')}…`;
}
