import { sql, type Sql } from '../db/sql';

/** A change whose outcome is open. */
export interface OpenOutcome {
  readonly proposalId: string;
  readonly tool: string;
  readonly asked: object;
  readonly mode: string;
  readonly payloadCommit: object;
  readonly preview: object;
  /** ISO instant. */
  readonly unknownAt: string | null;
}

/** The changes of a chat, as its panels tell of them. */
export interface ChatActions {
  /** Previews that wait for a press. */
  readonly open: number;
  /** Oldest first, at most three; those of all chats of the bot, for they block the whole shop. */
  readonly unsettled: readonly OpenOutcome[];
  /** The last one that was carried out or failed: its tool, and what was asked of it. */
  readonly last: { readonly tool: string; readonly input: object } | null;
}

export const NO_ACTIONS: ChatActions = { open: 0, unsettled: [], last: null };

/** One value with all of {@link ChatActions}. Needs a row `c` with `bot_id` and `chat_id`. Locks nothing. */
export function chatActions(at: Date): Sql {
  return sql`
  jsonb_build_object(
    'open', (select count(*)::int from action_proposals p
      where p.bot_id = c.bot_id and p.chat_id = c.chat_id and p.state = 'proposed' and p.expires_at > ${at}::timestamptz),
    'unsettled', (select coalesce(jsonb_agg(jsonb_build_object('proposalId', o.proposal_id, 'tool', o.tool, 'asked', o.asked,
        'mode', o.mode, 'payloadCommit', o.payload_commit, 'preview', o.preview, 'unknownAt', o.unknown_at) order by o.unknown_at), '[]')
      from (select p.* from action_proposals p where p.bot_id = c.bot_id and p.state = 'unknown' order by p.unknown_at limit 3) o),
    'last', (select jsonb_build_object('tool', p.tool, 'input', p.asked -> 'input') from action_proposals p
      where p.bot_id = c.bot_id and p.chat_id = c.chat_id and p.state in ('committed', 'failed') order by p.settled_at desc limit 1))`;
}
