import { parsed, refused, type Parser } from '../parser';

export type TextOptions = { readonly min?: number; readonly max?: number; readonly pattern?: string; readonly upper?: boolean };

const UNBOUNDED = 4_000;

/** Any text, trimmed; line breaks stay. Lengths count characters as a person sees code points. */
export function textParser({ min = 1, max = UNBOUNDED, pattern, upper = false }: TextOptions): Parser {
  const form = pattern === undefined ? null : new RegExp(`^(?:${pattern})$`, 'u');
  const problemOf = (text: string) => {
    const length = [...text].length;
    if (length === 0) return refused('parse.empty');
    if (length > max) return refused('parse.text.too_long', { max: String(max), over: length - max });
    if (length < min) return refused('parse.text.too_short', { min });
    return form !== null && !form.test(text) ? refused('parse.text.pattern') : null;
  };
  return {
    parse: (raw) => {
      const trimmed = raw.normalize('NFC').replace(/\r\n?/g, '\n').replace(/(?![\n\t])[\p{Cc}\p{Cs}]/gu, '').trim();
      const text = upper ? trimmed.toUpperCase() : trimmed;
      return problemOf(text) ?? parsed(text);
    },
    accepts: (value) => typeof value === 'string' && problemOf(value) === null,
    edges: () => (form === null ? ['x'.repeat(Math.max(min, 1)), 'x'.repeat(max)] : []),
    show: (value) => String(value),
  };
}
