import { defaultTenant, NOTIFY_DEFAULTS, settingFields, tenantValues, type NotifySettings, type OwnerField, type TenantField } from '@ownerbot/storage';

/** What each stored setting of the shop is for. */
const TENANT: Readonly<Record<TenantField, string>> = {
  project: 'name in requests and reports',
  shop_id: 'shop in SIS',
  currency: 'currency of the shop',
  timezone: 'default zone of owners',
  locale: 'default language of owners',
  order_prefix: 'added to bare digits of an order',
  product_prefix: 'stripped from codes of products',
  look_prefix: 'stripped from codes of looks',
  upstream_mode_override: 'data mode in place of `UPSTREAM_MODE`; without effect while `UPSTREAM_RUNTIME_TOGGLE_ENABLED` is off',
};

/** What each stored setting of an owner is for, and who changes it. */
const OWNER: Readonly<Record<Exclude<OwnerField, keyof NotifySettings>, readonly [standard: string, changedBy: string]>> = {
  locale: ["the shop's", '`/lang`'],
  timezone: ["the shop's", 'the button under `/settings`'],
  display_name: ['first name in Telegram', 'each message of the owner; it heads messages to the team'],
};

/** The part of `docs/settings.md` about what lies in the database. */
export function storedSettings(): readonly string[] {
  const defaults = tenantValues(defaultTenant);
  const tenant = Object.entries(TENANT).flatMap(([field, meaning]) => (isTenant(field) ? [row(field, settingFields.tenant[field].allowed, defaults[field] ?? '–', meaning)] : []));
  const owner = Object.entries(OWNER).flatMap(([field, [standard, changedBy]]) => (isOwner(field) ? [row(field, settingFields.owner[field].allowed, standard, changedBy)] : []));
  return [
    '## Stored settings',
    '',
    'These lie in the table `settings` and are read with each request: a change counts at once, in every process, without a restart. Every change that somebody makes is audited.',
    '',
    '`npx ownerbot settings` shows those of the shop, `npx ownerbot settings set <field> <value>` changes one; an empty text is written as `""`. The data mode alone is',
    'switched in the chat, by `/upstream`, with a preview and a confirm. A proposal that is open when the mode or the shop changes can no longer be confirmed.',
    '',
    '| field of the shop | type and range | default | meaning |',
    '|---|---|---|---|',
    ...tenant,
    '',
    '| field of an owner | type and range | default | changed by |',
    '|---|---|---|---|',
    ...owner,
    ...notifyRows(),
  ];
}

/** The notifications, each field with the section of them that sets it. */
function notifyRows(): readonly string[] {
  const standards: Readonly<Record<string, string | number | boolean | null>> = NOTIFY_DEFAULTS;
  return Object.entries(standards).flatMap(([field, standard]) => (isOwner(field) ? [row(field, settingFields.owner[field].allowed, written(standard), `notifications: ${setBy(field)}`)] : []));
}

function written(value: string | number | boolean | null): string | number {
  if (value === null) return '–';
  return typeof value === 'boolean' ? (value ? 'on' : 'off') : value;
}

function setBy(field: string): string {
  if (field === 'digest_format') return 'format of the digest';
  const part = Object.entries(PARTS).find(([prefix]) => field.startsWith(prefix));
  return part?.[1] ?? field;
}

/** By the first words of a field; the longer ones stand first. */
const PARTS: Readonly<Record<string, string>> = {
  digest_quiet_: 'quiet mode of the digest',
  digest_: 'daily digest',
  weekly_: 'weekly report',
  fx_delta_: 'moves of the rate',
  fx_apply_: 'repricing at the rate',
  ops_: 'ops alerts',
  escalation_: 'escalation',
};

const isTenant = (field: string): field is TenantField => Object.hasOwn(settingFields.tenant, field);
const isOwner = (field: string): field is OwnerField => Object.hasOwn(settingFields.owner, field);

function row(field: string, allowed: string, standard: string | number, meaning: string): string {
  return `| \`${field}\` | ${allowed} | ${standard} | ${meaning} |`;
}
