import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql, type Sql } from '../db/sql';
import { storableJson } from '../db/storable';
import { isPlanJson, planColumnOf, type PlanRow, type PlanState } from './plan-row';

export type PlanPatch = Partial<Omit<PlanRow, 'planId' | 'state' | 'stateVersion'>>;

export interface PlanMove {
  /** As it was read: the move is made only while nobody has changed it since. */
  readonly plan: Pick<PlanRow, 'planId' | 'stateVersion'>;
  /** The new state; absent: it stays. */
  readonly to?: PlanState;
  readonly patch: PlanPatch;
  readonly at: Date;
  readonly audit: readonly NewAuditEvent[];
}

/**
 * Writes one change of a plan with its audit events, in one statement. Locks: the plan's row; whoever locks a proposal too locks that one first.
 * Idempotent by `state_version`: the same move is made once. Returns whether it was made.
 */
export async function movePlan(db: Db, { plan, to, patch, at, audit }: PlanMove): Promise<boolean> {
  const [row] = await db.query<{ moved: boolean }>(sql`
    with moved as (
      update plans set state_version = state_version + 1, ${to === undefined ? sql`state = state` : sql`state = ${to}`} ${patched(patch)}
      where plan_id = ${plan.planId}::uuid and state_version = ${plan.stateVersion}::int
      returning correlation_id
    ),
    won as (select correlation_id from moved),
    ${auditedEvents(audit, at)}
    select exists (select 1 from moved) as moved`);
  return row?.moved ?? false;
}

function patched(patch: PlanPatch): Sql {
  return Object.entries(patch).reduce<Sql>((text, [field, value]) => {
    const stored: unknown = isPlanJson(field) && value !== null ? storableJson(value) : value;
    return sql`${text}, ${planColumnOf(field as keyof PlanRow)} = ${stored}`;
  }, sql``);
}
