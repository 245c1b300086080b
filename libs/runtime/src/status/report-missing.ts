import type { Logger } from '../log/logger';
import type { SettingFinding } from '../errors';
import type { Health } from './health';

/** A process that may not work yet stays up and says why: one log line and one failed readiness check for each missing setting. */
export function reportMissing(missing: readonly SettingFinding[], { health, log }: { readonly health: Health; readonly log: Logger }): void {
  for (const { key, found, allowed } of missing) {
    log.error('setting_missing', { key, found, allowed });
    health.register(key, 'ready', () => ({ ok: false, detail: `found ${found}; allowed: ${allowed}` }));
  }
}
