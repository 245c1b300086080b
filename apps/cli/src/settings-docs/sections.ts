/** A heading of `ENV.example` and `docs/settings.md`, and the keys below it in the order of reading. */
export interface Section {
  readonly title: string;
  readonly keys: readonly string[];
}

/** The one order of all keys. A key of a settings class that is missing here fails the test, and so does one that no class has. */
export const SECTIONS: readonly Section[] = [
  { title: 'Process', keys: ['APP_ENV', 'OWNERBOT_HOME', 'PREFLIGHT_FAIL_FAST', 'LOG_LEVEL'] },
  {
    title: 'Stores and queues',
    keys: [
      'DATABASE_URL',
      'QUEUE_BACKEND',
      'REDIS_URL',
      'REDIS_CLUSTER_NODES',
      'REDIS_SENTINELS',
      'REDIS_SENTINEL_NAME',
      'INBOX_LANES',
      'OUTBOX_LANES',
      'WORKER_ROLES',
      'INBOX_MAX_WAITING',
      'FLOOD_MAX_PER_MINUTE',
    ],
  },
  {
    title: 'Addresses',
    keys: [
      'INGEST_PORT',
      'WORKER_PORT',
      'NOTIFIER_PORT',
      'CONSOLE_PORT',
      'ASR_PORT',
      'SANDBOX_PORT',
      'SIM_PORT',
      'SIM_CONTROL_PORT',
      'INGEST_HOST',
      'WORKER_HOST',
      'NOTIFIER_HOST',
      'CONSOLE_HOST',
      'ASR_HOST',
      'SANDBOX_HOST',
      'SIM_HOST',
      'SIM_CONTROL_HOST',
    ],
  },
  {
    title: 'Telegram and access',
    keys: [
      'BOT_TOKEN',
      'TELEGRAM_API_ROOT',
      'TELEGRAM_MODE',
      'WEBHOOK_URL',
      'WEBHOOK_SECRET',
      'OWNER_IDS',
      'MANAGER_CHAT_IDS',
      'ACCESS_DENY_AUDIT_ENABLED',
      'ACCESS_DENY_AUDIT_TTL_SEC',
      'ACCESS_DENY_NOTIFY_ONCE',
    ],
  },
  {
    title: 'Shop',
    keys: [
      'UPSTREAM_MODE',
      'UPSTREAM_RUNTIME_TOGGLE_ENABLED',
      'AUTO_FALLBACK',
      'SIS_BASE_URL',
      'SIS_OWNERBOT_API_KEY',
      'SIS_TIMEOUT_SEC',
      'SIS_PREVIEW_TIMEOUT_SEC',
      'SIS_APPLY_TIMEOUT_SEC',
      'SIS_MAX_RETRIES',
      'SIS_RETRY_BACKOFF_BASE_SEC',
      'READ_RETRY_DEADLINE_SEC',
      'SIS_CONTRACT_CHECK_ENABLED',
      'SIS_DATABASE_URL',
    ],
  },
  { title: 'Actions and secrets', keys: ['PROPOSAL_TTL_SEC', 'COMMIT_DEADLINE_SEC', 'PROPOSAL_HMAC_KEY', 'PROPOSAL_HMAC_KEY_PREVIOUS', 'OPERATOR_TOKENS'] },
  {
    title: 'Voice',
    keys: [
      'ASR_PROVIDER',
      'ASR_HTTP_BASE_URL',
      'ASR_HTTP_API_KEY',
      'ASR_TIMEOUT_SEC',
      'ASR_MAX_RETRIES',
      'ASR_RETRY_BACKOFF_BASE_SEC',
      'ASR_DEADLINE_SEC',
      'ASR_HOLD_MAX_SEC',
      'ASR_MAX_SECONDS',
      'ASR_MAX_BYTES',
      'ASR_CONFIDENCE_THRESHOLD',
      'ASR_PROMPT',
      'OPENAI_API_KEY',
      'OPENAI_BASE_URL',
      'OPENAI_ASR_MODEL',
      'MOCK_ASR_TEXT',
      'MOCK_ASR_CONFIDENCE',
      'MOCK_ASR_FIXTURES',
      'ASR_MODEL_DIR',
      'FFMPEG_PATH',
    ],
  },
  { title: 'Demo shop and simulator', keys: ['DEMO_SEED', 'SIM_SEED', 'SIM_KEY', 'SIM_ACTORS', 'SIM_NOW', 'SIM_STATE_FILE'] },
  { title: 'Diagnostics', keys: ['SHADOW_CHECK_ENABLED'] },
  {
    title: 'First values of the tenant',
    keys: [
      'TENANT_PROJECT',
      'TENANT_SHOP_ID',
      'TENANT_CURRENCY',
      'TENANT_TIMEZONE',
      'TENANT_LOCALE',
      'TENANT_ORDER_PREFIX',
      'TENANT_PRODUCT_PREFIX',
      'TENANT_LOOK_PREFIX',
    ],
  },
];

/** What `docker-compose.yml` alone reads from `.env`; no program of ours knows it. */
export const COMPOSE_KEYS = [{ key: 'POSTGRES_PASSWORD', about: 'password of the Postgres that docker compose starts; letters and digits, it becomes part of a URL' }] as const;
