import { silentLogger } from '@ownerbot/runtime';
import { sendGesture, type GestureParts } from './send-gesture';
import { ANSWER_TIMING } from './tool-run-parts';

/** Ids of what was added by runs of the chats, each at its second. */
async function idsOf(calls: readonly { chatId: string; second: number }[]): Promise<string[]> {
  const ids: string[] = [];
  for (const { chatId, second } of calls) {
    const parts: GestureParts = {
      producer: { add: ({ id }: { id: string }) => Promise.resolve(void ids.push(id)) },
      clock: { now: () => new Date(second * 1_000) },
      log: silentLogger,
      timing: ANSWER_TIMING,
    };
    await sendGesture(parts, { botId: '99', chatId, correlationId: 'tg-99-1' }, 'typing');
  }
  return ids;
}

test('a chat whose runs go on side by side types once, and again when Telegram has stopped to show it', async () => {
  const ids = await idsOf([{ chatId: '700', second: 0 }, { chatId: '700', second: 1 }, { chatId: '700', second: 3 }, { chatId: '700', second: 4 }, { chatId: '-1001', second: 0 }]);
  expect(new Set(ids).size).toBe(3);
  expect(ids[0]).toBe(ids[2]);
});

test('a queue that is away fails nothing', async () => {
  const parts: GestureParts = { producer: { add: () => Promise.reject(new Error('away')) }, clock: { now: () => new Date(0) }, log: silentLogger, timing: ANSWER_TIMING };
  await expect(sendGesture(parts, { botId: '99', chatId: '700', correlationId: 'tg-99-1' }, 'typing')).resolves.toBeUndefined();
});
