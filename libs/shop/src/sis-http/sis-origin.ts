import { SisConfigError } from '../errors';

/**
 * The origin of SIS as its settings give it, checked: scheme, host and port, nothing else; https in production.
 * Throws `SIS_BASE_URL_INVALID`; the message never repeats the value, which may hold a password.
 */
export function sisOrigin(baseUrl: string, appEnv: string): string {
  const parsed = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  if (parsed === null || !/^https?:$/.test(parsed.protocol)) throw new SisConfigError('URL with http:// or https://');
  if (parsed.href !== `${parsed.origin}/` || /[?#]$/.test(baseUrl)) throw new SisConfigError('origin only: no path, query or credentials');
  if (appEnv === 'production' && parsed.protocol !== 'https:') throw new SisConfigError('https with APP_ENV=production');
  return parsed.origin;
}
