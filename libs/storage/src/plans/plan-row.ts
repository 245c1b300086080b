import { sql, type Sql } from '../db/sql';
import type { PlanEntity } from '../entities/plan.entity';

export { PLAN_STATES } from '../entities/plan.entity';
export type { PlanState } from '../entities/plan.entity';

/** A stored plan. Ids of Telegram are strings, times are Dates. */
export type PlanRow = Readonly<PlanEntity>;

/** Columns by field. */
const COLUMNS = {
  planId: 'plan_id',
  botId: 'bot_id',
  chatId: 'chat_id',
  ownerUserId: 'owner_user_id',
  correlationId: 'correlation_id',
  source: 'source',
  steps: 'steps',
  state: 'state',
  stateVersion: 'state_version',
  reason: 'reason',
  proposalId: 'proposal_id',
  followUps: 'follow_ups',
  seal: 'seal',
  hmacKeyId: 'hmac_key_id',
  createdAt: 'created_at',
  expiresAt: 'expires_at',
  settledAt: 'settled_at',
  nextLookAt: 'next_look_at',
} as const satisfies Record<keyof PlanEntity, string>;

type Field = keyof typeof COLUMNS;
const JSON_FIELDS: readonly string[] = ['steps', 'followUps'] satisfies Field[];

/** All columns of a table called `p`, under the names of their fields. */
export const planColumns: Sql = {
  text: Object.entries(COLUMNS)
    .map(([field, column]) => `p.${column} as "${field}"`)
    .join(', '),
  values: [],
  isSql: true,
};

export function planColumnOf(field: Field): Sql {
  return sql.identifier(COLUMNS[field]);
}

export function isPlanJson(field: string): boolean {
  return JSON_FIELDS.includes(field);
}
