/**
 * The keys of our own families that some process reads. A process must not refuse a key that only another one has a class
 * for, and no library or app but `apps/cli` may import all classes: a test there compares this list with them.
 */
export const KNOWN_KEYS: readonly string[] = ['OWNERBOT_HOME', 'SIS_BASE_URL', 'SIS_OWNERBOT_API_KEY', 'SIS_OWNERBOT_API_KEY_FILE', 'SIS_DATABASE_URL', 'SIS_DATABASE_URL_FILE'];
