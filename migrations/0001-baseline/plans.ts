export const PLANS = [
  `create table plans (
    plan_id uuid,
    bot_id bigint not null,
    chat_id bigint not null,
    owner_user_id bigint not null,
    correlation_id text not null,
    source text not null,
    steps jsonb not null,
    state text not null default 'built',
    state_version integer not null default 1,
    reason text,
    proposal_id uuid,
    follow_ups jsonb,
    seal text,
    hmac_key_id text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    settled_at timestamptz,
    next_look_at timestamptz,
    constraint plans_pkey primary key (plan_id),
    constraint plans_state check (state in ('built', 'previewed', 'confirmed', 'done', 'partial', 'failed', 'cancelled', 'expired'))
  )`,
  `create unique index plans_active on plans (bot_id, chat_id) where state in ('built', 'previewed')`,
  `create index plans_expires on plans (expires_at) where state in ('built', 'previewed')`,
  `create index plans_looks on plans (next_look_at) where next_look_at is not null`,
  `create index plans_correlation on plans (correlation_id)`,
  // The transitions that a plan may make. One that needs nobody's press is done with its preview.
  `create function check_plan_transition() returns trigger language plpgsql as $$
  begin
    if tg_op = 'INSERT' then
      if new.state <> 'built' then raise exception 'a plan begins as built, not as %', new.state using errcode = 'check_violation'; end if;
      return new;
    end if;
    if new.state = old.state then return new; end if;
    if (old.state, new.state) not in (
      ('built', 'previewed'), ('built', 'cancelled'), ('built', 'expired'), ('previewed', 'confirmed'), ('previewed', 'done'), ('previewed', 'cancelled'),
      ('previewed', 'expired'), ('confirmed', 'done'), ('confirmed', 'partial'), ('confirmed', 'failed')) then
      raise exception 'a plan never goes from % to %', old.state, new.state using errcode = 'check_violation';
    end if;
    if new.state_version <> old.state_version + 1 then
      raise exception 'a transition counts state_version up by one' using errcode = 'check_violation';
    end if;
    return new;
  end $$`,
  `create trigger plans_transition before insert or update on plans for each row execute function check_plan_transition()`,
];
