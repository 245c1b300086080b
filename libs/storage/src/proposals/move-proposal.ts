import { auditedEvents, type NewAuditEvent } from '../audit/audit-event';
import type { Db } from '../db/db';
import { sql, type Sql } from '../db/sql';
import { storableJson } from '../db/storable';
import type { NewEffect, WrittenEffect } from '../effects/effect';
import { gatesJson, writtenEffects } from '../effects/effect-sql';
import { columnOf, isJsonField, type Proposal, type ProposalState } from './proposal-row';

export type ProposalPatch = Partial<Omit<Proposal, 'proposalId' | 'state' | 'stateVersion'>>;

export interface ProposalMove {
  /** As it was read: the move is made only while nobody has changed it since. */
  readonly proposal: Pick<Proposal, 'proposalId' | 'stateVersion'>;
  /** The new state; absent: it stays. */
  readonly to?: ProposalState;
  readonly patch: ProposalPatch;
  /** Made only while this worker holds the lease. */
  readonly leaseOwner?: string;
  readonly at: Date;
  readonly audit: readonly NewAuditEvent[];
  /** Numbered after the proposal's place in the order of answers. */
  readonly effects?: readonly NewEffect[];
}

export interface MovedProposal {
  /** `false`: it was changed meanwhile, or the lease is somebody else's; nothing was written. */
  readonly moved: boolean;
  readonly effects: readonly WrittenEffect[];
  /** After the dispatch `readyMessages` must be asked. */
  readonly recheck: boolean;
}

/**
 * Writes one change of a proposal with its audit events and effects, in one statement.
 * Locks: the proposal's row. Idempotent by `state_version`: the same move is made once.
 */
export async function moveProposal(db: Db, move: ProposalMove): Promise<MovedProposal> {
  const { proposalId, stateVersion } = move.proposal;
  const [row] = await db.query<{ moved: boolean; effects: WrittenEffect[] }>(sql`
    with moved as (
      update action_proposals set state_version = state_version + 1, ${stateOf(move)} ${patched(move.patch)}
      where proposal_id = ${proposalId} and state_version = ${stateVersion}::int
        and (${move.leaseOwner ?? null}::text is null or lease_owner = ${move.leaseOwner ?? null}::text)
      returning bot_id, chat_id, correlation_id, request_seq, base_n
    ),
    won as (select bot_id, chat_id, correlation_id, null::bigint as cause_seq, request_seq, base_n from moved),
    ${writtenEffects(move.effects ?? [], move.at)},
    ${auditedEvents(move.audit, move.at)}
    select exists (select 1 from moved) as moved, ${gatesJson} as effects`);
  const effects = row?.effects ?? [];
  return { moved: row?.moved ?? false, effects, recheck: effects.some((one) => !one.gateOpen) };
}

function stateOf({ to }: ProposalMove): Sql {
  return to === undefined ? sql`state = state` : sql`state = ${to}`;
}

function patched(patch: ProposalPatch): Sql {
  return Object.entries(patch).reduce<Sql>((text, [field, value]) => {
    const stored: unknown = isJsonField(field) && value !== null ? storableJson(value) : value;
    return sql`${text}, ${columnOf(field as keyof Proposal)} = ${stored}`;
  }, sql``);
}
