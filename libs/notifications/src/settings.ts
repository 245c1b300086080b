import { Setting, settingTypes } from '@ownerbot/runtime';

const { bool, integer } = settingTypes;

/** When a worker looks after what is told without being asked. What an owner wants to be told is set in the chat. */
export class NotifySettingsOfWorker {
  @Setting({ key: 'NOTIFY_WORKER_ENABLED', type: bool(), readBy: ['worker'], default: true, about: '0 plans nothing and watches nothing; nothing is lost, and it goes on where it stood' })
  readonly isEnabled: boolean;

  @Setting({ key: 'NOTIFY_TICK_SEC', type: integer({ min: 5, max: 300 }), readBy: ['worker'], default: 30, about: 'how often due subscriptions are looked for' })
  readonly tickSec: number;

  @Setting({ key: 'NOTIFY_POLL_SEC', type: integer({ min: 60, max: 3_600 }), readBy: ['worker'], default: 300, about: 'how often each alert looks at the shop' })
  readonly pollSec: number;

  @Setting({ key: 'NOTIFY_CONCURRENCY', type: integer({ min: 1, max: 64 }), readBy: ['worker'], default: 8, about: 'runs at a time in one process' })
  readonly concurrency: number;

  @Setting({ key: 'NOTIFY_DIGEST_LATE_MAX_MIN', type: integer({ min: 0, max: 1_440 }), readBy: ['worker'], default: 360, about: 'so late a daily digest is still sent' })
  readonly digestLateMaxMin: number;

  @Setting({ key: 'ESCALATION_REOPEN_MIN', type: integer({ min: 0, max: 1_440 }), readBy: ['worker'], default: 30, about: 'a cause that returns within this time is the same incident' })
  readonly reopenMin: number;

  @Setting({ key: 'UPSTREAM_NOTICE_AFTER_MIN', type: integer({ min: 2, max: 1_440 }), readBy: ['worker'], default: 10, about: 'so long the shop may be unreachable before its owners are told' })
  readonly upstreamNoticeAfterMin: number;
}
