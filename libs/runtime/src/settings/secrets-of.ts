import { settingsOf, type SettingsClass } from './setting';

/** The secret values that loaded settings hold, for the logger to mask; passwords of URLs are listed on their own too. */
export function secretsOf(settings: Readonly<Record<string, object>>): string[] {
  return Object.values(settings).flatMap((one) =>
    settingsOf(one.constructor as SettingsClass)
      .filter((setting) => setting.type.secret)
      .flatMap((setting) => texts((one as Record<string, unknown>)[setting.property])),
  );
}

function texts(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(texts);
  if (typeof value !== 'string' || value === '') return [];
  const password = URL.canParse(value) ? new URL(value).password : '';
  return password === '' ? [value] : [value, password, decoded(password)];
}

/** A password with a bare percent sign is legal in a URL, but does not decode. */
function decoded(password: string): string {
  try {
    return decodeURIComponent(password);
  } catch {
    return password;
  }
}
