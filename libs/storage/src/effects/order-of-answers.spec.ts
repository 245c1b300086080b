import fc from 'fast-check';
import { leakCheck, testDatabase, type TestDatabase } from '@ownerbot/testing';
import type { Database } from '../db/db';
import { aLetter } from '../fixtures/letters';
import { aCommit, answer, BOT, claim, effectStates, NOON, rowOf, takeTurn, toolRun } from '../fixtures/turns';
import { buryDead } from '../ledger/bury-dead';
import { commitTurn } from '../ledger/commit-turn';
import { finishDispatch } from '../ledger/finish-dispatch';
import { markFailed } from '../messages/mark-failed';
import { markSending } from '../messages/mark-sending';
import { markSent } from '../messages/mark-sent';
import { holdUpdate } from '../ledger/hold-update';
import { maySpeak } from './may-speak';
import { pendingEffects } from './pending-effects';
import { readyMessages } from './ready-messages';
import { recordToolResult } from './record-tool-result';

let store: TestDatabase;
let db: Database;
beforeEach(async () => {
  store = await testDatabase();
  db = store.open();
});
afterEach(() => store.drop());

const chat = { botId: BOT, chatId: '1001' };
const later = new Date(NOON.getTime() + 60_000);

async function send(effectId: string): Promise<void> {
  await markSending(db, { ...chat, effectId, part: 0, kind: 'send', at: NOON });
  await markSent(db, { effectId, part: 0, isLast: true, telegramMessageId: '77', at: NOON });
}

function readyIds(chatId = '1001'): Promise<string[]> {
  return readyMessages(db, { botId: BOT, chatId }).then((all) => all.map((one) => one.id));
}

test('an answer waits until the answer of an earlier request is sent', async () => {
  expect((await takeTurn(db, 1, { effects: [answer('j1')] })).outcome).toMatchObject({ recheck: false, effects: [{ gateOpen: true }] });
  expect((await takeTurn(db, 2, { effects: [answer('j2')] })).outcome).toMatchObject({ recheck: true, effects: [{ id: 'j2-1', gateOpen: false }] });
  await finishDispatch(db, { effectIds: ['j1-1'], at: NOON });
  expect(await readyIds()).toEqual([]);
  await send('j1-1');
  expect(await readyIds()).toEqual(['j2-1']);
});

test('an answer waits for an earlier request whose tool still runs, even if nothing of it is written yet', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  expect((await takeTurn(db, 2, { effects: [answer('j2')] })).outcome).toMatchObject({ effects: [{ gateOpen: false }] });
  const result = await recordToolResult(db, { effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 3)], audit: [], finish: true });
  expect(result).toEqual({ recorded: true, recheck: false, effects: [{ id: 'j1-1-3', gateOpen: true }] });
  expect(await readyIds()).toEqual(['j1-1-3']);
  await send('j1-1-3');
  expect(await readyIds()).toEqual(['j2-1']);
});

test('once the progress message is out, later answers need not wait for the answer that edits it', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  await takeTurn(db, 2, { effects: [answer('j2')] });
  await recordToolResult(db, { effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 1)], audit: [], finish: false });
  await send('j1-1-1');
  expect(await readyIds()).toEqual(['j2-1']);
  await recordToolResult(db, { effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 3)], audit: [], finish: true });
  expect(await readyIds()).toEqual(['j1-1-3']);
});

test('what a held voice message has to say waits for the answers of those that are held before it', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  await recordToolResult(db, { effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 1)], audit: [], finish: false });
  await send('j1-1-1');
  for (const updateId of [2, 3]) await holdUpdate(db, { seq: (await claim(db, updateId)).row.seq, at: NOON, effects: updateId === 3 ? [toolRun('j3')] : [] });
  expect(await maySpeak(db, 'j3-1')).toBe(false);
  expect(await recordToolResult(db, { effectId: 'j3-1', at: NOON, replies: [answer('j3-1', 2)], audit: [], finish: false })).toMatchObject({ effects: [{ gateOpen: false }], recheck: true });
  expect(await readyIds()).toEqual([]);
  expect(await pendingEffects(db, { before: later, limit: 10 }).then((all) => all.map(({ id }) => id))).not.toContain('j3-1-2');
  await takeTurn(db, 2, { effects: [answer('j2')] });
  expect(await readyIds()).toEqual(['j2-1']);
  await send('j2-1');
  expect(await readyIds()).toEqual(['j3-1-2']);
  expect(await maySpeak(db, 'j3-1')).toBe(true);
});

test('effects that are no answers and other chats do not wait', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  expect((await takeTurn(db, 2, { effects: [answer('j2', 1, { gated: false }), answer('j2', 2)] })).outcome).toMatchObject({
    effects: [{ id: 'j2-1', gateOpen: true }, { id: 'j2-2', gateOpen: false }],
  });
  expect((await takeTurn(db, 3, { effects: [answer('j3')] }, { chatId: '2002' })).outcome).toMatchObject({ effects: [{ gateOpen: true }] });
});

test('several answers of one request leave one after the other', async () => {
  expect((await takeTurn(db, 1, { effects: [answer('j1', 1), answer('j1', 2)] })).outcome).toMatchObject({
    effects: [{ id: 'j1-1', gateOpen: true }, { id: 'j1-2', gateOpen: false }],
  });
  await send('j1-1');
  expect(await readyIds()).toEqual(['j1-2']);
});

test('an answer that cannot be sent lets the chat go on', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  await takeTurn(db, 2, { effects: [answer('j2')] });
  await markSending(db, { ...chat, effectId: 'j1-1', part: 0, kind: 'send', at: NOON });
  await markFailed(db, { effectId: 'j1-1', part: 0, state: 'failed', code: 'BAD_REQUEST', description: 'chat not found\u0000', at: NOON });
  expect(await readyIds()).toEqual(['j2-1']);
});

test('a dead message job lets the chat go on, and is buried once', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  await takeTurn(db, 2, { effects: [answer('j2')] });
  const dead = { letter: aLetter('j1-1-msg', { kind: 'message.send' }), effectId: 'j1-1', at: NOON };
  expect((await buryDead(db, dead)).buried).toBe(true);
  expect((await buryDead(db, dead)).buried).toBe(false);
  expect(await readyIds()).toEqual(['j2-1']);
});

test('a progress message that was not sent does not count as the first message while the tool still runs', async () => {
  const { claimed } = await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  await takeTurn(db, 2, { effects: [answer('j2')] });
  await recordToolResult(db, { effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 1)], audit: [], finish: false });
  await markFailed(db, { effectId: 'j1-1-1', part: 0, state: 'skipped', code: 'MAYBE_SENT', description: '', at: NOON });
  expect(await readyIds()).toEqual([]);
  await buryDead(db, { letter: aLetter('j1-1'), effectId: 'j1-1', at: NOON });
  expect((await rowOf(db, claimed.row.seq)).firstMessage).toBe('out');
  expect(await readyIds()).toEqual(['j2-1']);
});

test('a dead tool run tells the owner, in its place in the order', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  await takeTurn(db, 2, { effects: [answer('j2')] });
  const buried = await buryDead(db, { letter: aLetter('j1-1'), effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 3)] });
  expect(buried).toEqual({ buried: true, effects: [{ id: 'j1-1-3', gateOpen: true }] });
  expect(await readyIds()).toEqual(['j1-1-3']);
});

test('a dead turn frees its chat and tells the owner', async () => {
  const claimed = await claim(db, 1);
  const buried = await buryDead(db, {
    letter: aLetter('tg-1', { kind: 'inbox.update' }), update: { botId: BOT, updateId: '1', event: 'update' }, at: NOON, replies: [answer('tg-1', 900)],
  });
  expect(buried.effects).toEqual([{ id: 'tg-1-900', gateOpen: true }]);
  expect((await rowOf(db, claimed.row.seq)).state).toBe('dead');
  expect((await claim(db, 2)).earlier.open).toBe(0);
  expect(await commitTurn(db, aCommit(claimed))).toEqual({ outcome: 'lost' });
});

test('a tool result is recorded once; a second run gets what is still to be dispatched', async () => {
  await takeTurn(db, 1, { firstMessage: 'due', effects: [toolRun('j1')] });
  const result = { effectId: 'j1-1', at: NOON, replies: [answer('j1-1', 3)], audit: [{ eventType: 'tool_call_finished', severity: 'info', fields: {} } as const], finish: true };
  const both = await Promise.all([recordToolResult(db, result), recordToolResult(db, result)]);
  expect(both.map((one) => one.recorded).sort()).toEqual([false, true]);
  expect(await recordToolResult(db, result)).toEqual({ recorded: false, recheck: false, effects: [{ id: 'j1-1-3', gateOpen: true }] });
});

test('progress that still waits is dropped when the answer is there first', async () => {
  await takeTurn(db, 1, { effects: [answer('j1')] });
  await takeTurn(db, 2, { firstMessage: 'due', effects: [toolRun('j2')] });
  await recordToolResult(db, { effectId: 'j2-1', at: NOON, replies: [answer('j2-1', 1)], audit: [], finish: false });
  await recordToolResult(db, { effectId: 'j2-1', at: NOON, replies: [answer('j2-1', 3)], audit: [], finish: true, supersedes: ['j2-1-1'] });
  await send('j1-1');
  expect(await readyIds()).toEqual(['j2-1-3']);
});

test('no wake-up is lost when one answer is marked as sent while the next one is being committed', async () => {
  for (let round = 1; round <= 40; round += 1) {
    const chatId = String(5000 + round);
    await takeTurn(db, round * 2, { effects: [answer(`a${round}`)] }, { chatId });
    const second = await claim(db, round * 2 + 1, { chatId });
    const dispatched: string[] = [];
    const commit = commitTurn(db, aCommit(second, { effects: [answer(`b${round}`)] })).then(async (outcome) => {
      if (outcome.outcome !== 'committed') throw new Error(outcome.outcome);
      dispatched.push(...outcome.effects.filter((one) => one.gateOpen).map((one) => one.id));
      if (outcome.recheck) dispatched.push(...(await readyIds(chatId)));
    });
    const sent = markSent(db, { effectId: `a${round}-1`, part: 0, isLast: true, telegramMessageId: null, at: NOON }).then(async () => {
      dispatched.push(...(await readyIds(chatId)));
    });
    await Promise.all([commit, sent]);
    expect(dispatched).toContain(`b${round}-1`);
  }
});

test('the relay finds what a crash left behind, and only what may go', async () => {
  await takeTurn(db, 1, { effects: [answer('j1'), toolRun('j1', 2)] });
  await takeTurn(db, 2, { effects: [answer('j2'), answer('j2', 2, { gated: false })] });
  expect(await pendingEffects(db, { before: NOON, limit: 10 })).toEqual([]);
  const due = await pendingEffects(db, { before: later, limit: 10 });
  expect(due.map((one) => one.id)).toEqual(['j1-1', 'j1-2', 'j2-2']);
  expect(due[0]).toEqual({ id: 'j1-1', kind: 'message.send', botId: BOT, chatId: '1001', correlationId: `tg-${BOT}-1`, laneKey: '1001', payload: { text: 'j1' }, delayMs: 0 });
});

/** One step of a story: what happens next, and which of the things that could happen it is. */
const step = fc.record({ what: fc.constantFrom('turn', 'slowTurn', 'progress', 'result', 'send', 'send', 'fail', 'deadTool', 'relay'), which: fc.nat({ max: 5 }), forgets: fc.boolean() });

test('whatever finishes when, and whoever forgets to dispatch, first messages leave in the order of their requests', async () => {
  let story = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: 25 }), async (steps) => {
      story += 1;
      const chatId = String(10_000 + story);
      const cause = (request: number): string => `s${story}-${request}`;
      const requestOf = (effectId: string): number => Number(effectId.split('-')[1]);
      const tools: string[] = [];
      const outbox: string[] = [];
      const told = new Set<number>();
      const firsts: number[] = [];
      let requests = 0;

      const dispatch = async (ids: string[]): Promise<void> => {
        const fresh = ids.filter((id) => !outbox.includes(id));
        outbox.push(...fresh);
        await finishDispatch(db, { effectIds: ids, at: NOON });
      };
      const ready = async (): Promise<void> => dispatch(await readyIds(chatId));
      const after = async (effects: readonly { id: string; gateOpen: boolean }[], forgets: boolean): Promise<void> => {
        if (forgets) return;
        await dispatch(effects.filter((one) => one.gateOpen && !tools.includes(one.id)).map((one) => one.id));
        await ready();
      };
      const play = async ({ what, which, forgets }: { what: string; which: number; forgets: boolean }): Promise<void> => {
        if (what === 'turn' || what === 'slowTurn') {
          requests += 1;
          const id = cause(requests);
          const slow = what === 'slowTurn';
          if (slow) tools.push(`${id}-1`);
          const { outcome } = await takeTurn(
            db, story * 1000 + requests, slow ? { firstMessage: 'due', effects: [toolRun(id)] } : { effects: [answer(id)] }, { chatId },
          );
          if (outcome.outcome === 'committed') await after(outcome.effects, forgets);
        } else if (what === 'relay') {
          const due = await pendingEffects(db, { before: later, limit: 100 });
          await dispatch(due.filter((one) => one.chatId === chatId && one.kind === 'message.send').map((one) => one.id));
        } else if (what === 'send' || what === 'fail') {
          const effectId = outbox[which % Math.max(1, outbox.length)];
          if (effectId === undefined) return;
          outbox.splice(outbox.indexOf(effectId), 1);
          const { effectState } = await markSending(db, { botId: BOT, chatId, effectId, part: 0, kind: 'send', at: NOON });
          if (effectState === 'finished') return;
          if (what === 'fail') {
            await markFailed(db, { effectId, part: 0, state: 'failed', code: 'X', description: '', at: NOON });
          } else {
            await markSent(db, { effectId, part: 0, isLast: true, telegramMessageId: '1', at: NOON });
            if (!told.has(requestOf(effectId))) firsts.push(requestOf(effectId));
            told.add(requestOf(effectId));
          }
          if (!forgets) await ready();
        } else {
          const tool = tools[which % Math.max(1, tools.length)];
          if (tool === undefined) return;
          if (what !== 'progress') tools.splice(tools.indexOf(tool), 1);
          if (what === 'deadTool') {
            await buryDead(db, { letter: aLetter(tool), effectId: tool, at: NOON });
            if (!forgets) await ready();
          } else {
            const finish = what === 'result';
            const { effects } = await recordToolResult(db, {
              effectId: tool, at: NOON, replies: [answer(tool, finish ? 3 : 1)], audit: [], finish, ...(finish ? { supersedes: [`${tool}-1`] } : {}),
            });
            await after(effects, forgets);
          }
        }
      };

      for (const one of steps) await play(one);
      for (const tool of [...tools]) await play({ what: 'result', which: tools.indexOf(tool), forgets: true });
      for (let turns = 0; turns < 200; turns += 1) {
        if (outbox.length === 0) await play({ what: 'relay', which: 0, forgets: true });
        if (outbox.length === 0) break;
        await play({ what: 'send', which: turns, forgets: false });
      }
      expect(firsts).toEqual([...firsts].sort((one, other) => one - other));
      const unsent = Object.entries(await effectStates(db)).filter(([id, state]) => id.startsWith(`s${story}-`) && state !== 'finished');
      expect(unsent).toEqual([]);
    }),
    { numRuns: 40, endOnFailure: true },
  );
});

leakCheck();
