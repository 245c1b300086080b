import { composeDomains, conversationTexts, type ComposedDomains } from '@ownerbot/conversation';
import { platformTexts } from '@ownerbot/messages';
import { ownerDomain } from '@ownerbot/owner';
import { createQueues } from '@ownerbot/queues';
import { loadSettings, silentLogger, systemClock, type Clock } from '@ownerbot/runtime';
import { effectiveMode, ShopSettings, type ShopMode } from '@ownerbot/shop';
import { readSettings, writeSettings, type Database, type TenantField } from '@ownerbot/storage';
import { testDatabase } from '@ownerbot/testing';
import type { ToolResponse, ToolRunner } from '@ownerbot/tools';
import { connectSis } from '../connect-sis';
import { connectSisDb } from '../connect-sis-db';
import { createOwnData } from '../own-data';
import { toolRunnerOf, toolsOf } from '../run-tools';

export const OWNER = '700';

/** So that a test of an outage is short. */
const QUICK = { SIS_MAX_RETRIES: '0', SIS_TIMEOUT_SEC: '5' };

/** The tools of the worker over real stores, asked as a turn and its tool run would ask them: settings are read anew each time. */
export interface Answering {
  readonly db: Database;
  readonly composed: ComposedDomains;
  readonly runner: ToolRunner;
  readonly shop: Readonly<ShopSettings>;
  ask(tool: string, input?: object): Promise<ToolResponse>;
  /** Changes the tenant's stored settings. */
  set(patch: Partial<Record<TenantField, string | number | null>>): Promise<void>;
  close(): Promise<void>;
}

/** `env`: keys of the shop, as the worker finds them in its environment. */
export async function openAnswering(env: Readonly<Record<string, string>> = {}, managerChatIds: readonly string[] = ['5001'], clock: Clock = systemClock): Promise<Answering> {
  const database = await testDatabase({ seeded: true });
  const db = database.open();
  const { shop: settings } = loadSettings({ process: 'worker', classes: { shop: ShopSettings }, env: { ...QUICK, ...env } });
  const queues = createQueues({ settings: { backend: 'postgres', databaseUrl: database.url }, log: silentLogger });
  await queues.migrate();
  const onAuditLost = () => undefined;
  const sis = connectSis({ db, settings, appEnv: 'test', clock: systemClock, log: silentLogger, onAuditLost });
  const sisDb = connectSisDb({ db, settings, appEnv: 'test', clock: systemClock, log: silentLogger, onAuditLost });
  const shops = { sis: sis?.shop ?? null, sisDb: sisDb?.shop ?? null };
  const composed = composeDomains([ownerDomain], [platformTexts, conversationTexts]);
  const own = createOwnData({ db, queues, settings, managerChatIds, ...shops, sisDbCheck: () => sisDb?.lastCheck() ?? null, clock });
  const runner = toolRunnerOf({ db, composed, llmActionTools: [], settings, ...shops, own, clock, log: silentLogger, onAuditLost });
  const run = toolsOf(runner);
  let asked = 0;
  return {
    db,
    composed,
    runner,
    shop: settings,
    async ask(tool, input = {}) {
      const { tenant } = await readSettings(db, OWNER);
      const now = systemClock.now();
      asked += 1;
      const effectId = `tg-1-${asked}-1`;
      const payload = {
        effectId, botId: '1', updateId: String(asked), chatId: OWNER, ownerId: OWNER, tool, version: composed.tools.find((one) => one.name === tool)?.version ?? '0', input, source: 'command',
        locale: tenant.locale, timezone: tenant.timezone, requestedAt: now.toISOString(), deadlineAt: new Date(now.getTime() + 900_000).toISOString(),
      };
      const mode: ShopMode = effectiveMode(settings, tenant.upstreamModeOverride);
      return run({ run: payload, correlationId: `tg-1-${asked}`, attempt: 1, tenant, mode, signal: new AbortController().signal });
    },
    set: async (patch) => void (await writeSettings(db, { of: 'tenant', patch, at: systemClock.now(), correlationId: 'test', by: 'test' })),
    async close() {
      sis?.close();
      await sisDb?.close();
      await queues.close();
      await database.drop();
    },
  };
}
