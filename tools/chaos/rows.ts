import type { Fault } from './fault';
import { KILLS } from './faults/kills';
import { PROCESSES } from './faults/processes';
import { POSTGRES_FAULTS, REDIS_FAULTS } from './faults/stores';
import { DELIVERY_FAULTS, TELEGRAM_FAULTS } from './faults/telegram';
import { VOICE_FAULTS } from './faults/voice';

/** Everything that the suite breaks. */
export const ROWS: readonly Fault[] = [...KILLS, ...VOICE_FAULTS, ...PROCESSES, ...REDIS_FAULTS, ...POSTGRES_FAULTS, ...TELEGRAM_FAULTS, ...DELIVERY_FAULTS];

/** What `--only` takes. */
export const ROW_NAMES: readonly string[] = [...ROWS.map(({ name }) => name), ...new Set(ROWS.map(({ group }) => group))];
