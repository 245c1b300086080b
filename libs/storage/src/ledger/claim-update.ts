import type { Db } from '../db/db';
import { sql } from '../db/sql';
import { storableJson, storableText } from '../db/storable';
import { chatActions, NO_ACTIONS, type ChatActions } from '../proposals/chat-actions';
import { ownerScope, readOwner, readTenant, TENANT_SCOPE, type OwnerSettings, type StoredSettings, type TenantSettings } from '../settings/tenant-settings';
import type { ChatKey, LedgerEvent, LedgerState } from './ledger-row';

export interface ClaimInput extends ChatKey {
  readonly updateId: string;
  readonly event: LedgerEvent;
  readonly userId: string | null;
  readonly kind: string;
  readonly correlationId: string;
  readonly payload: object;
  readonly receivedAt: Date;
  readonly at: Date;
  /** Kept values that the decision needs. */
  readonly factKeys?: readonly string[];
  /** An effect that a button names. */
  readonly namedEffectId?: string | null;
  /** Whether the changes of the chat are read too. */
  readonly withActions?: boolean;
  /** Whether the voice messages of the chat that are in work are counted. */
  readonly countsVoices?: boolean;
  /** Nobody needs to know how far past it the sender is. */
  readonly floodLimit: number;
}

/** Everything that a turn must know before it decides. */
export interface Claim {
  readonly row: {
    readonly seq: string;
    readonly state: LedgerState;
    readonly result: string | null;
    /** The first time that the ledger sees it. */
    readonly fresh: boolean;
    readonly receivedAt: Date;
    readonly payload: object | null;
    /** How often a replay has reopened it. */
    readonly replays: number;
  };
  /** `seq` of the update that this event belongs to; its own for an update. */
  readonly requestSeq: string;
  /** Null: none, or expired. */
  readonly session: object | null;
  /** Handed back to `commitTurn`, which refuses when the session has moved meanwhile. 0: there is no row. */
  readonly sessionVersion: number;
  /** Earlier updates and events of the chat that are not through: `open` ones are being worked on or crashed. */
  readonly earlier: { readonly open: number; readonly held: number };
  /** Held ones of the chat, later ones included. */
  readonly heldCount: number;
  /** Updates of the same sender in the minute before this one, flooded ones left out; at most `floodLimit + 1`. */
  readonly acted: number;
  readonly tenant: TenantSettings;
  readonly owner: OwnerSettings;
  readonly kept: Readonly<Record<string, unknown>>;
  readonly named: NamedEffect | null;
  /** Other voice messages of the chat that are being made text; 0 where nobody asked. */
  readonly voices: number;
  readonly actions: ChatActions;
}

export interface NamedEffect {
  readonly id: string;
  readonly kind: string;
  readonly chatId: string;
  readonly payload: object;
  readonly isFinished: boolean;
}

interface Found extends Omit<Claim, 'row' | 'tenant' | 'owner' | 'earlier' | 'session' | 'sessionVersion' | 'actions'> {
  readonly actions: ChatActions | null;
  readonly seq: string;
  readonly state: LedgerState;
  readonly result: string | null;
  readonly claims: number;
  readonly replays: number;
  readonly receivedAt: Date;
  readonly payload: object | null;
  readonly stored: { state: object | null; version: number } | null;
  readonly open: number;
  readonly heldBefore: number;
  readonly settings: Readonly<Record<string, StoredSettings>>;
}

/**
 * Writes the update into the ledger, or reads what became of it, together with all that its turn needs: one round trip.
 * Locks: the update's row. Idempotent: a second claim changes its counter alone. Commits without waiting for the disk: a claim
 * that a power loss takes is made again by the job, and a later durable commit carries it along. So never inside a transaction.
 */
export async function claimUpdate(db: Db, input: ClaimInput): Promise<Claim> {
  const owner = input.userId === null ? null : ownerScope(input.userId);
  const [found] = await db.query<Found>(sql.named('claim-update')`
    with c as (
      insert into updates as u (bot_id, update_id, event, chat_id, user_id, kind, correlation_id, payload, state, received_at, claimed_at)
      values (${input.botId}, ${input.updateId}, ${input.event}, ${input.chatId}, ${input.userId}, ${storableText(input.kind)},
        ${input.correlationId}, ${storableJson(input.payload)}, 'claimed', ${input.receivedAt}, ${input.at})
      on conflict (bot_id, update_id, event) do update set claims = u.claims + 1
      returning u.*
    )
    select c.seq, c.state, c.result, c.claims, c.replays, c.received_at as "receivedAt", case when c.claims > 1 then c.payload end as payload,
      coalesce((select r.seq from updates r where r.bot_id = c.bot_id and r.update_id = c.update_id and r.event = 'update'), c.seq) as "requestSeq",
      (select jsonb_build_object('version', s.version, 'state', case when s.expires_at > ${input.at}::timestamptz then s.state end)
        from sessions s where s.bot_id = c.bot_id and s.chat_id = c.chat_id) as stored,
      w.open, w.held_before as "heldBefore", w.held as "heldCount",
      (select count(*)::int from (
        select 1 from updates f
        where f.user_id = c.user_id and f.event = 'update' and f.result is distinct from 'flooded' and f.bot_id = c.bot_id and f.seq <> c.seq
          and f.received_at > c.received_at - interval '1 minute' and f.received_at <= c.received_at
        limit ${input.floodLimit}::int + 1) flood) as acted,
      (select coalesce(jsonb_object_agg(g.scope, jsonb_build_object('version', g.settings_version, 'values', g.values)), '{}')
        from settings g where g.scope = any(array[${TENANT_SCOPE}, ${owner}]::text[])) as settings,
      (select coalesce(jsonb_object_agg(k.key, k.value), '{}')
        from kept_values k where k.key = any(${[...(input.factKeys ?? [])]}::text[]) and k.expires_at > ${input.at}::timestamptz) as kept,
      (select jsonb_build_object('id', e.id, 'kind', e.kind, 'chatId', e.chat_id::text, 'payload', e.payload, 'isFinished', e.state = 'finished')
        from effects e where e.id = ${input.namedEffectId ?? null} and e.bot_id = c.bot_id) as named,
      case when ${input.countsVoices ?? false}::boolean then (
        select count(*)::int from effects v
        where v.bot_id = c.bot_id and v.chat_id = c.chat_id and v.kind = 'voice.transcribe' and v.state <> 'finished' and v.correlation_id <> c.correlation_id) else 0 end as voices,
      case when ${input.withActions ?? false}::boolean then ${chatActions(input.at)} end as actions,
      set_config('synchronous_commit', 'off', true)
    from c, lateral (
      select count(*) filter (where e.state <> 'held' and e.seq < c.seq)::int as open,
        count(*) filter (where e.state = 'held' and e.seq < c.seq)::int as held_before,
        count(*) filter (where e.state = 'held')::int as held
      from updates e where e.bot_id = c.bot_id and e.chat_id = c.chat_id and e.state in ('claimed', 'held', 'decided')
    ) w`);
  if (!found) throw new Error('an upsert always gives its row');
  const fresh = found.claims === 1;
  return {
    row: { seq: found.seq, state: found.state, result: found.result, fresh, receivedAt: found.receivedAt, payload: fresh ? input.payload : found.payload, replays: found.replays },
    requestSeq: found.requestSeq,
    session: found.stored?.state ?? null,
    sessionVersion: found.stored?.version ?? 0,
    earlier: { open: found.open, held: found.heldBefore },
    heldCount: found.heldCount,
    acted: found.acted,
    tenant: readTenant(found.settings[TENANT_SCOPE]),
    owner: readOwner(owner === null ? undefined : found.settings[owner]),
    kept: found.kept,
    named: found.named,
    voices: found.voices,
    actions: found.actions ?? NO_ACTIONS,
  };
}
