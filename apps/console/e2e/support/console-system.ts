import { letterOf, makeToken, operatorEntry } from '@ownerbot/operations';
import { buryDead, searchAudit } from '@ownerbot/storage';
import { appHandle, freePort, startSystem, SYSTEM_OWNER, SYSTEM_TOKEN, type AppHandle, type System } from '@ownerbot/testing';

const BOT = SYSTEM_TOKEN.split(':')[0] ?? '';

export interface ConsoleSystem extends System {
  readonly console: AppHandle;
  readonly consoleUrl: string;
  readonly tokens: { readonly anna: string; readonly boris: string };
  /** Updates of the owner that died, as their worker would bury them. */
  buryUpdates(count: number, cause: { readonly code: string; readonly message: string; readonly text: string }): Promise<void>;
  /** What operators did, oldest first: `action actor`. */
  deeds(): Promise<string[]>;
}

/** The whole system with its console; Anna is an operator, Boris a viewer. */
export async function startConsoleSystem(backend: 'postgres' | 'redis', env: Readonly<Record<string, string>> = {}): Promise<ConsoleSystem> {
  const tokens = { anna: makeToken(), boris: makeToken() };
  const port = await freePort();
  const operators = [operatorEntry('anna', 'operator', tokens.anna), operatorEntry('boris', 'viewer', tokens.boris)].join();
  const system = await startSystem({ backend, env: { CONSOLE_PORT: String(port), OPERATOR_TOKENS: operators, ...env } });
  const console = appHandle('console', system.env);
  await console.start().catch(async (error: unknown) => {
    await system.stop();
    throw error;
  });
  let updateId = 900_000;
  return {
    ...system,
    console,
    tokens,
    consoleUrl: `http://127.0.0.1:${port}`,
    async buryUpdates(count, { code, message, text }) {
      for (let index = 0; index < count; index += 1) {
        updateId += 1;
        const id = `tg-${BOT}-${updateId}`;
        const diedAt = new Date(Date.now() - 60_000);
        const chat = { id: Number(SYSTEM_OWNER), type: 'private' };
        const update = { update_id: updateId, message: { message_id: updateId, date: Math.floor(diedAt.getTime() / 1_000), chat, from: { id: chat.id, is_bot: false, first_name: 'Anna' }, text } };
        const payload = { botId: BOT, updateId: String(updateId), chatId: SYSTEM_OWNER, userId: SYSTEM_OWNER, receivedAt: diedAt.toISOString(), update };
        const history = [{ at: diedAt.toISOString(), code, message, stack: [] }];
        const letter = letterOf({ queue: 'inbox-0', kind: 'inbox.update', id, correlationId: id, payload, attempts: 1, addedAt: diedAt, diedAt, history });
        await buryDead(system.db, { letter, at: diedAt });
      }
    },
    async deeds() {
      const found = await searchAudit(system.db, { eventType: 'operator_action', limit: 200 });
      return found.reverse().map(({ fields }) => `${String(fields['action'])} ${String(fields['actor'])}`);
    },
    async stop() {
      await console.stop();
      await system.stop();
    },
  };
}
