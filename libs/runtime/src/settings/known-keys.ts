/**
 * The keys of our own families that some process reads. A process must not refuse a key that only another one has a class
 * for, and no library or app but `apps/cli` may import all classes: a test there compares this list with them.
 */
export const KNOWN_KEYS: readonly string[] = [
  'OWNERBOT_HOME',
  'SIS_BASE_URL',
  'SIS_OWNERBOT_API_KEY',
  'SIS_OWNERBOT_API_KEY_FILE',
  'SIS_TIMEOUT_SEC',
  'SIS_PREVIEW_TIMEOUT_SEC',
  'SIS_APPLY_TIMEOUT_SEC',
  'SIS_MAX_RETRIES',
  'SIS_RETRY_BACKOFF_BASE_SEC',
  'SIS_CONTRACT_CHECK_ENABLED',
  'SIS_DATABASE_URL',
  'SIS_DATABASE_URL_FILE',
  'SIM_PORT',
  'SIM_HOST',
  'SIM_CONTROL_PORT',
  'SIM_CONTROL_HOST',
  'SIM_SEED',
  'SIM_KEY',
  'SIM_KEY_FILE',
  'SIM_ACTORS',
  'SIM_NOW',
  'SIM_STATE_FILE',
];
