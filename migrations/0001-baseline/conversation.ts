export const LEDGER = [
  `create table updates (
    seq bigserial,
    bot_id bigint not null,
    update_id bigint not null,
    event text not null,
    chat_id bigint not null,
    user_id bigint,
    kind text not null,
    correlation_id text not null,
    payload jsonb,
    state text not null,
    result text,
    first_message text,
    claims integer not null default 1,
    replays integer not null default 0,
    received_at timestamptz not null,
    claimed_at timestamptz not null default now(),
    held_at timestamptz,
    decided_at timestamptz,
    done_at timestamptz,
    constraint updates_pkey primary key (seq),
    constraint updates_state check (state in ('claimed', 'held', 'decided', 'done', 'dead')),
    constraint updates_first_message check (first_message in ('due', 'out'))
  )`,
  `create unique index updates_key on updates (bot_id, update_id, event)`,
  `create index updates_unfinished on updates (bot_id, chat_id, seq) where state in ('claimed', 'held', 'decided')`,
  `create index updates_first_message_due on updates (bot_id, chat_id, seq) where first_message = 'due'`,
  `create index updates_of_user on updates (user_id, received_at) where event = 'update' and result is distinct from 'flooded'`,
  `create index updates_of_chat on updates (chat_id, seq) where event = 'update'`,
  `create index updates_received on updates (received_at)`,
  `create index updates_to_empty on updates (received_at) where payload is not null and state in ('done', 'dead')`,
];

export const EFFECTS = [
  `create table effects (
    id text,
    kind text not null,
    bot_id bigint not null,
    chat_id bigint not null,
    cause_seq bigint,
    request_seq bigint not null,
    n integer not null,
    correlation_id text not null,
    lane_key text,
    payload jsonb,
    delay_ms integer not null default 0,
    gated boolean not null,
    state text not null default 'pending',
    created_at timestamptz not null default now(),
    dispatched_at timestamptz,
    finished_at timestamptz,
    constraint effects_pkey primary key (id),
    constraint effects_state check (state in ('pending', 'dispatched', 'finished')),
    constraint effects_gated check (not gated or kind = 'message.send')
  )`,
  `create index effects_pending on effects (created_at) where state = 'pending'`,
  `create index effects_unsent on effects (bot_id, chat_id, request_seq, n) where gated and state <> 'finished'`,
  `create index effects_running on effects (dispatched_at) where kind = 'tool.run' and state = 'dispatched'`,
  `create index effects_voices on effects (bot_id, chat_id) where kind = 'voice.transcribe' and state <> 'finished'`,
  `create index effects_correlation on effects (correlation_id)`,
];

export const CHATS = [
  `create table sessions (
    bot_id bigint,
    chat_id bigint,
    state jsonb,
    version integer not null default 1,
    expires_at timestamptz,
    question_due_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint sessions_pkey primary key (bot_id, chat_id)
  )`,
  `create index sessions_question_due on sessions (question_due_at) where question_due_at is not null`,
  `create table chats (
    bot_id bigint,
    chat_id bigint,
    kind text not null,
    blocked_at timestamptz,
    blocked_reason text,
    migrated_to bigint,
    last_seen_at timestamptz not null,
    constraint chats_pkey primary key (bot_id, chat_id)
  )`,
];

export const MESSAGES = [
  `create table messages (
    effect_id text,
    part integer,
    bot_id bigint not null,
    chat_id bigint not null,
    telegram_message_id bigint,
    kind text not null,
    state text not null,
    error_code text,
    description text,
    text text,
    sendings integer not null default 1,
    sending_at timestamptz not null,
    sent_at timestamptz,
    constraint messages_pkey primary key (effect_id, part),
    constraint messages_state check (state in ('sending', 'sent', 'failed', 'skipped'))
  )`,
  `create index messages_sending_at on messages (sending_at)`,
];
