import { Setting, settingTypes } from '@ownerbot/runtime';

const { integer } = settingTypes;

/** How long what was done is kept (docs/retention.md). */
export class RetentionSettings {
  @Setting({ key: 'RETENTION_DAYS', type: integer({ min: 1, max: 3_650 }), readBy: ['worker'], default: 30, about: 'payloads of updates, texts of messages and of audit, dead letters that are settled' })
  readonly contentDays: number;

  @Setting({ key: 'AUDIT_RETENTION_DAYS', type: integer({ min: 1, max: 3_650 }), readBy: ['worker'], default: 180, about: 'audit events, proposals and attempts, rows of requests, messages and files' })
  readonly factsDays: number;

  @Setting({ key: 'ARTIFACT_TTL_DAYS', type: integer({ min: 1, max: 90 }), readBy: ['worker'], default: 7, about: 'how long the bytes of files are kept' })
  readonly artifactDays: number;
}
