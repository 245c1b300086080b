import type { Fault } from './fault';
import { BROADCAST_FAULTS } from './faults/broadcasts';
import { FLEET_FAULTS } from './faults/fleet';
import { KILLS } from './faults/kills';
import { PROCESSES } from './faults/processes';
import { POSTGRES_FAULTS, REDIS_FAULTS } from './faults/stores';
import { DELIVERY_FAULTS, TELEGRAM_FAULTS } from './faults/telegram';
import { VOICE_FAULTS } from './faults/voice';

/** Everything that the suite breaks. */
export const ROWS: readonly Fault[] = [...KILLS, ...VOICE_FAULTS, ...PROCESSES, ...FLEET_FAULTS, ...REDIS_FAULTS, ...POSTGRES_FAULTS, ...TELEGRAM_FAULTS, ...DELIVERY_FAULTS, ...BROADCAST_FAULTS];

/** What `--only` takes. */
export const ROW_NAMES: readonly string[] = [...ROWS.map(({ name }) => name), ...new Set(ROWS.map(({ group }) => group))];
