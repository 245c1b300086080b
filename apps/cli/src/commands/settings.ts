import { randomUUID } from 'node:crypto';
import { userInfo } from 'node:os';
import { Command } from 'commander';
import { systemClock, type Clock } from '@ownerbot/runtime';
import {
  appendAudit, isTenantField, openDatabase, readSettings, requireMigrations, settingFields, StoredSettingError, tenantValues, writeSettings, type Database, type TenantField,
} from '@ownerbot/storage';
import { withDatabase } from '../local-database';
import { table } from '../output/printer';
import { runCommand } from '../run-command';
import { wholeEnvironment } from '../whole-environment';

/** A stored setting of the shop as it stands. */
export interface ShownSetting {
  readonly field: TenantField;
  readonly value: string | number | null;
  readonly allowed: string;
}

export interface ShownSettings {
  readonly items: readonly ShownSetting[];
  readonly total: number;
  readonly next: null;
  /** 0 while nothing was ever stored: then the defaults hold. */
  readonly settings_version: number;
}

export interface SetResult {
  readonly field: TenantField;
  readonly before: string | number | null;
  readonly after: string | number | null;
  readonly settings_version: number;
}

/** The mode is a matter of the owner's: it is previewed and confirmed in the chat. */
const SWITCHED_IN_CHAT: TenantField = 'upstream_mode_override';

/** `ownerbot settings`: what is stored of the shop, and its changes; they count with the next request, without a restart. */
export function settingsCommand(): Command {
  const settings = new Command('settings')
    .description('stored settings of the shop: currency, time zone, language, prefixes, the data mode chosen at run time')
    .option('--json', 'print the result as JSON')
    .action((options: { json?: boolean }) =>
      runCommand(options, async ({ env, printer }) => {
        const shown = await withStore(env, printer.note, showSettings);
        printer.result(shown, () => renderSettings(shown));
      }),
    );
  settings
    .command('set <field> <value>')
    .description('change one of them; it counts with the next request and is audited. An empty value is written as ""')
    .option('--json', 'print the result as JSON')
    .action((field: string, value: string, _options: unknown, command: Command) =>
      runCommand(command.optsWithGlobals<{ json?: boolean }>(), async ({ env, printer }) => {
        const result = await withStore(env, printer.note, (db) => setSetting(db, { field, value, by: operatorName() }, systemClock));
        printer.result(result, () => renderSet(result));
      }),
    );
  return settings;
}

export async function showSettings(db: Database): Promise<ShownSettings> {
  const { tenant } = await readSettings(db, null);
  const values = tenantValues(tenant);
  const items = Object.entries(settingFields.tenant).flatMap(([field, { allowed }]) => (isTenantField(field) ? [{ field, value: values[field], allowed }] : []));
  return { items, total: items.length, next: null, settings_version: tenant.settingsVersion };
}

/** @throws StoredSettingError */
export async function setSetting(db: Database, { field, value, by }: { field: string; value: string; by: string }, clock: Clock): Promise<SetResult> {
  if (field === SWITCHED_IN_CHAT) throw new StoredSettingError(field, JSON.stringify(value), 'nothing here: the data mode is switched in the chat, by /upstream, with a confirm');
  if (!isTenantField(field)) throw new StoredSettingError(field, 'an unknown field', Object.keys(settingFields.tenant).filter((one) => one !== SWITCHED_IN_CHAT).join(', '));
  const patch = { [field]: valueOf(field, value) };
  return db.transaction(async (tx) => {
    const before = tenantValues((await readSettings(tx, null)).tenant)[field];
    const at = clock.now();
    const correlationId = `cli-${randomUUID()}`;
    const version = await writeSettings(tx, { of: 'tenant', patch, at, correlationId, by: `cli:${by}` });
    const after = tenantValues((await readSettings(tx, null)).tenant)[field];
    const event = { eventType: 'operator_action', severity: 'info', fields: { actor: by, action: 'settings.set', field, before, after } } as const;
    if (after !== before) await appendAudit(tx, { correlationId, at, events: [event] });
    return { field, before, after, settings_version: version };
  });
}

/** Numbers are numbers in the store; whatever else was written is refused there. */
function valueOf(field: TenantField, text: string): string | number {
  return field === 'shop_id' && /^\d{1,10}$/.test(text) ? Number(text) : text;
}

function renderSettings({ items, settings_version: version }: ShownSettings): string {
  const rows = items.map(({ field, value, allowed }) => [field, value === null ? '—' : value === '' ? '""' : String(value), allowed]);
  return `${table(['field', 'value', 'allowed'], rows)}\n\nversion ${version}`;
}

function renderSet({ field, before, after, settings_version: version }: SetResult): string {
  const shown = (value: string | number | null): string => (value === null ? '—' : JSON.stringify(value));
  return before === after ? `${field} is ${shown(after)} already` : `${field}: ${shown(before)} → ${shown(after)} (version ${version})`;
}

/** Who it was, for the audit: the user of the machine. */
function operatorName(): string {
  try {
    return userInfo().username;
  } catch {
    // A container may run as a user that has no name.
    return `uid ${process.getuid?.() ?? 'unknown'}`;
  }
}

async function withStore<T>(env: Parameters<typeof wholeEnvironment>[0], note: (text: string) => void, work: (db: Database) => Promise<T>): Promise<T> {
  const settings = wholeEnvironment(env);
  return withDatabase({ databaseUrl: settings.store.databaseUrl, home: settings.process.home }, note, async (url) => {
    const db = openDatabase({ url, applicationName: 'ownerbot settings', maxConnections: 1 });
    try {
      await requireMigrations(db);
      return await work(db);
    } finally {
      await db.close();
    }
  });
}
