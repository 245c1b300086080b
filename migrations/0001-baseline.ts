import type { MigrationInterface, QueryRunner } from 'typeorm';

/**
 * The tables of the platform. Until the first release there is this one migration: what is added goes into it.
 * What each table holds is said beside its entity, `libs/storage/src/entities`.
 */
export class Baseline implements MigrationInterface {
  // The number at the end orders migrations; TypeORM asks for one of 13 digits.
  readonly name = 'Baseline1767225600000';

  async up(runner: QueryRunner): Promise<void> {
    for (const statement of [...LEDGER, ...EFFECTS, ...CHATS, ...MESSAGES, ...AUDIT, ...VALUES, ...PROPOSALS, ...ARTIFACTS, ...DEAD_LETTERS]) await runner.query(statement);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table replay_items, replays, dead_letters, artifacts, artifact_blobs, commit_attempts, action_proposals, settings, transcripts, kept_values, audit_events, messages, chats, sessions, effects, updates');
    await runner.query('drop function check_proposal_transition()');
  }
}

const LEDGER = [
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
  `create index updates_received on updates (received_at)`,
];

const EFFECTS = [
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

const CHATS = [
  `create table sessions (
    bot_id bigint,
    chat_id bigint,
    state jsonb,
    version integer not null default 1,
    expires_at timestamptz,
    updated_at timestamptz not null default now(),
    constraint sessions_pkey primary key (bot_id, chat_id)
  )`,
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

const MESSAGES = [
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

const AUDIT = [
  `create table audit_events (
    id bigserial,
    occurred_at timestamptz not null,
    correlation_id text not null,
    event_type text not null,
    severity text not null,
    owner_user_id bigint,
    chat_id bigint,
    shop_id integer,
    fields jsonb not null,
    constraint audit_events_pkey primary key (id),
    constraint audit_events_severity check (severity in ('info', 'warning', 'error'))
  )`,
  `create index audit_events_occurred on audit_events (occurred_at)`,
  `create index audit_events_type on audit_events (event_type, occurred_at)`,
  `create index audit_events_correlation on audit_events (correlation_id)`,
];

const VALUES = [
  `create table kept_values (
    key text,
    value jsonb not null,
    expires_at timestamptz not null,
    constraint kept_values_pkey primary key (key)
  )`,
  `create index kept_values_expires on kept_values (expires_at)`,
  `create table transcripts (
    file_unique_id text,
    variant text,
    content_hash text not null,
    text text not null,
    confidence double precision,
    language text,
    model text not null,
    seconds double precision not null,
    expires_at timestamptz not null,
    constraint transcripts_pkey primary key (file_unique_id, variant)
  )`,
  `create index transcripts_content on transcripts (content_hash, variant)`,
  `create index transcripts_expires on transcripts (expires_at)`,
  `create table settings (
    scope text,
    values jsonb not null,
    settings_version integer not null default 1,
    updated_at timestamptz not null default now(),
    constraint settings_pkey primary key (scope)
  )`,
];

const PROPOSALS = [
  `create table action_proposals (
    proposal_id uuid,
    decision_key text not null,
    bot_id bigint not null,
    correlation_id text not null,
    owner_user_id bigint not null,
    chat_id bigint not null,
    asked jsonb not null,
    tool text not null,
    tool_version text not null,
    source text not null,
    mode text not null,
    shop_id integer not null,
    catalogue_version text,
    payload_commit jsonb not null,
    payload_hash text not null,
    preview jsonb not null,
    target_total integer not null,
    target_ids jsonb not null,
    target_set_hash text not null,
    snapshot jsonb not null,
    preview_fingerprint text not null,
    conflict_groups text[] not null,
    force_required boolean not null,
    force_reasons text[] not null,
    state text not null default 'proposed',
    state_version integer not null default 1,
    reason text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    confirmed_at timestamptz,
    decided_update_id bigint,
    forced boolean,
    not_after timestamptz,
    apply_method text,
    apply_path text,
    apply_body bytea,
    request_hash text,
    payload_hmac text not null,
    apply_hmac text,
    hmac_key_id text not null,
    executing_at timestamptz,
    lease_owner text,
    lease_until timestamptz,
    unknown_at timestamptz,
    looks integer not null default 0,
    next_look_at timestamptz,
    owner_asked boolean not null default false,
    result jsonb,
    error_code text,
    error_details jsonb,
    settled_by text,
    settled_at timestamptz,
    plan_id text,
    superseded_by uuid,
    request_seq bigint not null,
    base_n integer not null,
    said integer not null default 0,
    message_effect_id text,
    constraint action_proposals_pkey primary key (proposal_id),
    constraint action_proposals_state check (state in ('proposed', 'confirmed', 'executing', 'committed', 'failed', 'unknown', 'cancelled', 'expired')),
    constraint action_proposals_settled_by check (settled_by in ('commit', 'enquiry', 'resend', 'owner')),
    constraint action_proposals_confirmed check (state in ('proposed', 'cancelled', 'expired') or (confirmed_at is not null and not_after is not null and forced is not null))
  )`,
  `create unique index action_proposals_key on action_proposals (decision_key)`,
  `create index action_proposals_tool on action_proposals (tool, created_at)`,
  `create index action_proposals_state_created on action_proposals (state, created_at)`,
  `create index action_proposals_correlation on action_proposals (correlation_id)`,
  `create index action_proposals_open on action_proposals (bot_id, chat_id, created_at) where state = 'proposed'`,
  `create index action_proposals_blocking on action_proposals (shop_id) where state in ('confirmed', 'executing', 'unknown')`,
  `create index action_proposals_unknown on action_proposals (bot_id, unknown_at) where state = 'unknown'`,
  `create index action_proposals_last on action_proposals (bot_id, chat_id, settled_at) where state in ('committed', 'failed')`,
  `create index action_proposals_looks on action_proposals (next_look_at) where next_look_at is not null`,
  // The transitions that a proposal may make: whatever a defect asks for, no other transition is written.
  `create function check_proposal_transition() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'proposed' then raise exception 'a proposal begins as proposed, not as %', new.state using errcode = 'check_violation'; end if;
      return new;
    end if;
    if new.state = old.state then return new; end if;
    if (old.state, new.state) not in (
      ('proposed', 'confirmed'), ('proposed', 'cancelled'), ('proposed', 'expired'), ('confirmed', 'executing'),
      ('executing', 'committed'), ('executing', 'failed'), ('executing', 'unknown'), ('unknown', 'committed'), ('unknown', 'failed')) then
      raise exception 'a proposal never goes from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    if new.state_version <> old.state_version + 1 then
      raise exception 'a transition counts state_version up by one' using errcode = 'check_violation';
    end if;
    return new;
  end $$`,
  `create trigger action_proposals_transition before insert or update on action_proposals for each row execute function check_proposal_transition()`,
  `create table commit_attempts (
    proposal_id uuid,
    n integer,
    started_at timestamptz not null,
    finished_at timestamptz,
    outcome text not null default 'sent',
    http_status integer,
    error_kind text,
    constraint commit_attempts_pkey primary key (proposal_id, n),
    constraint commit_attempts_outcome check (outcome in ('sent', 'ok', 'refused', 'not_sent', 'uncertain')),
    constraint commit_attempts_proposal foreign key (proposal_id) references action_proposals (proposal_id) on delete cascade
  )`,
];

const DEAD_LETTERS = [
  `create table dead_letters (
    id bigserial,
    base_job_id text not null,
    job_id text not null,
    kind text not null,
    queue text not null,
    state text not null default 'open',
    code text not null,
    message text not null,
    fingerprint text not null,
    correlation_id text not null,
    bot_id bigint,
    chat_id bigint,
    update_id bigint,
    payload jsonb,
    history jsonb not null,
    generation integer not null default 0,
    replays integer not null default 0,
    added_at timestamptz not null,
    first_died_at timestamptz not null,
    died_at timestamptz not null,
    closed_at timestamptz,
    closed_by text,
    reason text,
    constraint dead_letters_pkey primary key (id),
    constraint dead_letters_state check (state in ('open', 'replaying', 'replayed', 'discarded'))
  )`,
  `create unique index dead_letters_job on dead_letters (base_job_id)`,
  `create index dead_letters_died on dead_letters (died_at, id)`,
  `create index dead_letters_open on dead_letters (died_at, id) where state = 'open'`,
  `create index dead_letters_cause on dead_letters (fingerprint, died_at) where state = 'open'`,
  `create index dead_letters_code on dead_letters (code, died_at) where state = 'open'`,
  `create index dead_letters_chat on dead_letters (chat_id, died_at)`,
  `create index dead_letters_correlation on dead_letters (correlation_id)`,
  `create table replays (
    id bigserial,
    type text not null,
    state text not null default 'running',
    why text,
    selection jsonb not null,
    rate_per_sec double precision not null,
    canary jsonb,
    canary_over boolean not null default false,
    force boolean not null default false,
    reason text,
    requested_by text not null,
    total integer not null,
    created_at timestamptz not null,
    stepped_at timestamptz not null,
    finished_at timestamptz,
    lease_owner text,
    lease_until timestamptz,
    constraint replays_pkey primary key (id),
    constraint replays_type check (type in ('replay', 'drain')),
    constraint replays_state check (state in ('running', 'paused', 'done', 'cancelled'))
  )`,
  `create index replays_unfinished on replays (stepped_at) where finished_at is null`,
  `create table replay_items (
    replay_id bigint,
    n integer,
    letter_id bigint not null,
    state text not null default 'waiting',
    job_id text,
    payload jsonb,
    reason text,
    looked_at timestamptz,
    ended_at timestamptz,
    constraint replay_items_pkey primary key (replay_id, n),
    constraint replay_items_state check (state in ('waiting', 'opened', 'added', 'done', 'dead', 'skipped', 'cancelled'))
  )`,
  `create index replay_items_state on replay_items (replay_id, state, n)`,
  `create unique index replay_items_live on replay_items (letter_id) where state in ('waiting', 'opened', 'added')`,
  `create index replay_items_letter on replay_items (letter_id)`,
];

const ARTIFACTS = [
  `create table artifact_blobs (
    sha256 text,
    size_bytes integer not null,
    bytes bytea not null,
    constraint artifact_blobs_pkey primary key (sha256)
  )`,
  `create table artifacts (
    artifact_id uuid,
    owner_user_id bigint not null,
    chat_id bigint not null,
    tool text not null,
    tool_version text not null,
    correlation_id text not null,
    type text not null,
    filename text not null,
    mime text not null,
    blob_sha256 text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint artifacts_pkey primary key (artifact_id),
    constraint artifacts_type check (type in ('png', 'pdf', 'json', 'csv')),
    constraint artifacts_blob_sha256 foreign key (blob_sha256) references artifact_blobs (sha256)
  )`,
  `create index artifacts_expires on artifacts (expires_at) where blob_sha256 is not null`,
  `create index artifacts_blob on artifacts (blob_sha256) where blob_sha256 is not null`,
];
