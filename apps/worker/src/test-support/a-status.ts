import type { StatusFacts } from '@ownerbot/conversation';

/** A system in which everything is well, in DEMO. */
export const aStatus: StatusFacts = {
  mode: 'DEMO',
  dataMode: { configured: 'DEMO', override: null, isSwitchable: true },
  database: 'ok',
  queue: 'ok',
  queueBackend: 'postgres',
  inboxWaiting: 0,
  version: '0.1.0',
  providers: {},
  switches: {},
};
