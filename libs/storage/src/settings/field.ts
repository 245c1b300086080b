/** How a stored field is checked. */
export interface Field {
  readonly allowed: string;
  accepts(value: unknown): boolean;
}

export function text(min: number, max: number): Field {
  return { allowed: `${min}..${max} characters`, accepts: (value) => typeof value === 'string' && value.length >= min && value.length <= max };
}

export const locale: Field = { allowed: 'ru, en', accepts: (value) => value === 'ru' || value === 'en' };

export const timezone: Field = {
  allowed: 'IANA time zone, such as Europe/Berlin',
  accepts: (value) => {
    // Newer versions of Node take offsets such as +03:00 for zones.
    if (typeof value !== 'string' || !/^[A-Za-z]/.test(value)) return false;
    try {
      new Intl.DateTimeFormat('en', { timeZone: value });
      return true;
    } catch {
      return false;
    }
  },
};
