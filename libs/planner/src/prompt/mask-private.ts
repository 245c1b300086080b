/** A text whose phones and e-mails stay here: the model sees placeholders, and what it writes with them is put back afterwards. */
export interface MaskedText {
  readonly text: string;
  /** Placeholder to what the owner wrote. */
  readonly originals: ReadonlyMap<string, string>;
}

const EMAIL = /[\p{L}\p{N}._%+-]{1,64}@[\p{L}\p{N}-]{1,63}(?:\.[\p{L}\p{N}-]{1,63}){1,5}/gu;
const DIGITS = /(?<![\p{L}\d.+_-])[+(]{0,2}\d(?:[\s().-]{0,3}\d){6,15}(?![\p{L}\d_])/gu;
const DATE = /(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}[.-]\d{1,2}[.-](?:\d{4}|\d\d))(?!\d)/u;
/** As national numbers are written; lists of ids, amounts and dates are not. */
const NATIONAL = [/\(/u, /^0\d?[\d\s-]+$/u, /^[78][\s-]?\d{3}[\s-]?\d{3}[\s-]?\d{2}[\s-]?\d{2}$/u, /^\d{3}[\s.-]\d{3}[\s.-]\d{4}$/u, /^\d{3}-\d{2}-\d{2}$/u, /^\d{10,15}$/u];
const PLACEHOLDER = /<(?:PHONE|EMAIL)_(\d{1,9})>/gu;

export function maskPrivate(text: string): MaskedText {
  const originals = new Map<string, string>();
  // What the owner typed may look like a placeholder: ours are numbered past it.
  let last = Math.max(0, ...[...text.matchAll(PLACEHOLDER)].map(([, digits]) => Number(digits)));
  const hide = (kind: 'PHONE' | 'EMAIL', original: string): string => {
    const placeholder = `<${kind}_${(last += 1)}>`;
    originals.set(placeholder, original);
    return placeholder;
  };
  const withoutEmails = text.replace(EMAIL, (original) => hide('EMAIL', original));
  return { text: withoutEmails.replace(DIGITS, (original) => (isPhone(original) ? hide('PHONE', original) : original)), originals };
}

function isPhone(text: string): boolean {
  const count = text.replace(/\D/gu, '').length;
  if (count > 15) return false;
  return text.includes('+') || (!DATE.test(text) && NATIONAL.some((form) => form.test(text)));
}

/** The same value with every placeholder replaced by what it stands for, at any depth. A value that is a phone and nothing else loses its spaces and brackets. */
export function restorePrivate<T>(value: T, originals: ReadonlyMap<string, string>): T {
  if (originals.size === 0) return value;
  // Only texts change, so the shape stays that of the type.
  return restored(value, originals) as T;
}

function restored(value: unknown, originals: ReadonlyMap<string, string>): unknown {
  if (typeof value === 'string') {
    const whole = originals.get(value);
    if (whole !== undefined) return value.startsWith('<PHONE_') ? whole.replace(/[^\d+]/gu, '') : whole;
    return value.replace(PLACEHOLDER, (placeholder) => originals.get(placeholder) ?? placeholder);
  }
  if (Array.isArray(value)) return value.map((one) => restored(one, originals));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, restored(one, originals)]));
}
