import type { MigrationInterface, QueryRunner } from 'typeorm';
import { ARTIFACTS, AUDIT, VALUES } from './0001-baseline/records';
import { CHATS, EFFECTS, LEDGER, MESSAGES } from './0001-baseline/conversation';
import { BROADCASTS } from './0001-baseline/broadcasts';
import { DEAD_LETTERS } from './0001-baseline/dead-letters';
import { INCIDENTS, NOTIFICATIONS } from './0001-baseline/notifications';
import { PLANS } from './0001-baseline/plans';
import { PROPOSALS } from './0001-baseline/proposals';

/**
 * The tables of the platform. Until the first release there is this one migration: what is added goes into it.
 * What each table holds is said beside its entity, `libs/storage/src/entities`.
 */
export class Baseline implements MigrationInterface {
  // The number at the end orders migrations; TypeORM asks for one of 13 digits.
  readonly name = 'Baseline1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    const tables = [...LEDGER, ...EFFECTS, ...CHATS, ...MESSAGES, ...AUDIT, ...VALUES, ...PROPOSALS, ...PLANS, ...ARTIFACTS, ...DEAD_LETTERS, ...BROADCASTS, ...NOTIFICATIONS, ...INCIDENTS];
    for (const statement of tables) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table upstream_outages, incident_events, incidents, digests, notify_deliveries, notifications, notify_runs, notify_subscriptions, broadcast_recipients, broadcasts, replay_items, replays, dead_letters, artifacts, artifact_blobs, plans, commit_attempts, action_proposals, settings, transcripts, kept_values, audit_events, messages, chats, sessions, effects, updates');
    await runner.query('drop function check_proposal_transition(), check_plan_transition()');
  }
}
