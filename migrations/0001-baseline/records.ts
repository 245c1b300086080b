export const AUDIT = [
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
  `create index audit_events_errors on audit_events (occurred_at) where severity = 'error'`,
  `create index audit_events_correlation on audit_events (correlation_id)`,
];

export const VALUES = [
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

export const ARTIFACTS = [
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
    state text not null,
    model jsonb,
    error_code text,
    blob_sha256 text,
    created_at timestamptz not null,
    expires_at timestamptz not null,
    constraint artifacts_pkey primary key (artifact_id),
    constraint artifacts_state check (state in ('pending', 'ready', 'failed')),
    constraint artifacts_type check (type in ('png', 'pdf', 'json', 'csv')),
    constraint artifacts_blob_sha256 foreign key (blob_sha256) references artifact_blobs (sha256)
  )`,
  `create index artifacts_expires on artifacts (expires_at) where blob_sha256 is not null or model is not null`,
  `create index artifacts_empty on artifacts (created_at) where blob_sha256 is null`,
  `create index artifacts_blob on artifacts (blob_sha256) where blob_sha256 is not null`,
];
