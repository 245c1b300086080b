import { Setting, settingTypes } from '@ownerbot/runtime';

const { integer, list, oneOf } = settingTypes;

/** What a worker can be there for. */
export const WORKER_ROLES = ['inbox', 'asr', 'plan', 'tools', 'actions', 'render', 'notify', 'schedule'] as const;
export type WorkerRole = (typeof WORKER_ROLES)[number];

/** How a worker takes part in conversations. */
export class ConversationSettings {
  @Setting({
    key: 'WORKER_ROLES',
    type: list(oneOf(WORKER_ROLES), { min: 1 }),
    readBy: ['worker'],
    default: WORKER_ROLES,
    about: 'which queues this worker takes',
  })
  readonly roles: readonly WorkerRole[];

  @Setting({
    key: 'FLOOD_MAX_PER_MINUTE',
    type: integer({ min: 1, max: 10_000 }),
    readBy: ['worker'],
    default: 60,
    about: 'updates of one sender in a minute that are acted upon',
  })
  readonly floodMaxPerMinute: number;

  @Setting({
    key: 'READ_RETRY_DEADLINE_SEC',
    type: integer({ min: 1, max: 86_400 }),
    readBy: ['worker'],
    default: 900,
    about: 'how long a read or preview is kept while its source is down',
  })
  readonly readRetryDeadlineSec: number;
}
