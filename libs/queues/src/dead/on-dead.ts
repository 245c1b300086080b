import type { OwnerBotError } from '@ownerbot/runtime';
import type { DeadJob } from './dead-job';

/** What is done with a dead job. `buried`: whatever must be known of it is kept elsewhere, so it may leave its queue. */
export type OnDead = (job: DeadJob, error: OwnerBotError) => Promise<'buried' | void> | 'buried' | void;
