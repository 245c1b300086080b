/** Audit holds no customer data by its rules; what slips in all the same is masked before anybody reads it. */
const EMAIL = /[\w.+-]+@[\w-]+\.[\w.-]+/g;
const PHONE = /\+\d[\d ()-]{6,}\d/g;
const LONGEST_TEXT = 120;

export function redactFields(fields: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, redact(value)]));
}

function redact(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(EMAIL, '***').replace(PHONE, '***').slice(0, LONGEST_TEXT);
  if (Array.isArray(value)) return value.map(redact);
  if (typeof value === 'object' && value !== null) return redactFields(value as Record<string, unknown>);
  return value;
}
