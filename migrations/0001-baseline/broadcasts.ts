export const BROADCASTS = [
  `create table broadcasts (
    id bigserial,
    bot_id bigint not null,
    text text not null,
    silent boolean not null default false,
    state text not null default 'running',
    total integer not null,
    requested_by text not null,
    created_at timestamptz not null,
    finished_at timestamptz,
    constraint broadcasts_pkey primary key (id),
    constraint broadcasts_state check (state in ('running', 'paused', 'done', 'cancelled'))
  )`,
  `create index broadcasts_running on broadcasts (bot_id, id) where state = 'running'`,
  `create table broadcast_recipients (
    broadcast_id bigint,
    chat_id bigint,
    n integer not null,
    state text not null default 'waiting',
    code text,
    telegram_message_id bigint,
    changed_at timestamptz,
    constraint broadcast_recipients_pkey primary key (broadcast_id, chat_id),
    constraint broadcast_recipients_state check (state in ('waiting', 'queued', 'sending', 'sent', 'failed', 'unconfirmed', 'cancelled'))
  )`,
  `create index broadcast_recipients_waiting on broadcast_recipients (broadcast_id, n) where state = 'waiting'`,
  `create index broadcast_recipients_on_their_way on broadcast_recipients (broadcast_id, changed_at) where state in ('queued', 'sending')`,
];
