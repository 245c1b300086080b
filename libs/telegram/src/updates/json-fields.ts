export type Json = Readonly<Record<string, unknown>>;

/** The value as an object, if it is one and no list. */
export function asObject(value: unknown): Json | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Json) : undefined;
}

export function asText(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

/** Ids of Telegram have at most 52 significant bits, so a number of JSON holds them whole; beyond that it is no id. */
export function asId(value: unknown): string | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) ? String(value) : undefined;
}

/** Seconds since 1970; 0 stands for a message that is no longer accessible. */
export function asDate(value: unknown): Date | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value > 0 && value < 1e11 ? new Date(value * 1_000) : undefined;
}

/** A whole number of 0 or more. */
export function asCount(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0 ? value : undefined;
}
