import type { Locale } from '../locales';

/** Numbers as decimal strings; they never pass through floating point (Intl reads the string exactly). */
export const NO_BREAK_SPACE = '\u00a0';
export const MISSING = '—';
const TRUE_MINUS = '−';
const DECIMAL = /^-?\d+(?:\.\d+)?$/;

type Decimal = `${number}`;
type NumberStyle = { sign?: boolean; minDigits?: number; maxDigits?: number };

const formatters = new Map<string, Intl.NumberFormat>();

function formatterFor(locale: Locale, { sign = false, minDigits = 0, maxDigits = 2 }: NumberStyle): Intl.NumberFormat {
  const name = `${locale} ${sign} ${minDigits} ${maxDigits}`;
  const known = formatters.get(name);
  if (known) return known;
  const made = new Intl.NumberFormat(locale, {
    minimumFractionDigits: minDigits,
    maximumFractionDigits: maxDigits,
    // Both hide the sign of what rounds to zero: a negative zero is shown as 0.
    signDisplay: sign ? 'exceptZero' : 'negative',
  });
  formatters.set(name, made);
  return made;
}

function formatDecimal(value: string, locale: Locale, style: NumberStyle): string {
  if (!isDecimal(value)) throw new RangeError(`not a decimal string: ${value.slice(0, 40)}`);
  return formatterFor(locale, style)
    .formatToParts(value as unknown as number)
    .map((part) => (part.type === 'minusSign' ? TRUE_MINUS : part.value.replace(/\s/g, NO_BREAK_SPACE)))
    .join('');
}

function isDecimal(value: string): value is Decimal {
  return DECIMAL.test(value);
}

export function formatInteger(value: number | null, locale: Locale): string {
  return value === null ? MISSING : formatDecimal(String(value), locale, { maxDigits: 0 });
}

/** A plain decimal, up to two places, without trailing zeros. */
export function formatNumber(value: string | null, locale: Locale): string {
  return value === null ? MISSING : formatDecimal(value, locale, {});
}

const RATE_DIGITS = 8;

/** An exchange rate: every digit that it was told with, at least two behind the point. */
export function formatRate(value: string | null, locale: Locale): string {
  return value === null ? MISSING : formatDecimal(value, locale, { minDigits: 2, maxDigits: RATE_DIGITS });
}

/** `1 234,50 €`, `€1,234.50`. Two places, halves away from zero. `sign` shows a plus, too. */
export function formatMoney(value: string | null, currency: string, locale: Locale, { sign = false } = {}): string {
  if (value === null) return MISSING;
  const amount = formatDecimal(value, locale, { sign, minDigits: 2 });
  const symbol = currencySymbol(currency, locale);
  if (locale === 'ru') return `${amount}${NO_BREAK_SPACE}${symbol}`;
  const [, signs = '', digits = amount] = /^([−+]?)(.*)$/.exec(amount) ?? [];
  // A code in place of a symbol ("CHF") stands apart from the figure.
  return `${signs}${symbol}${/\p{L}$/u.test(symbol) ? NO_BREAK_SPACE : ''}${digits}`;
}

/** `23,2 %`, `23.2%`; with `sign` a change: `+23,2 %`, `−3 %`, `0 %`. */
export function formatPercent(value: string | null, locale: Locale, { sign = false } = {}): string {
  if (value === null) return MISSING;
  return `${formatDecimal(value, locale, { sign })}${locale === 'ru' ? NO_BREAK_SPACE : ''}%`;
}

const symbols = new Map<string, string>();

function currencySymbol(currency: string, locale: Locale): string {
  const name = `${locale} ${currency}`;
  const known = symbols.get(name);
  if (known !== undefined) return known;
  const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(0);
  const symbol = parts.find((part) => part.type === 'currency')?.value ?? currency;
  symbols.set(name, symbol);
  return symbol;
}
