export const PROPOSALS = [
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
