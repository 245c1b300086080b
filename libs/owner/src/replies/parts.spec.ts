import type { Reply, Route } from '@ownerbot/conversation';
import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../fixtures/reply-context';
import { showReply } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { callbacks } from '../routes/callbacks';
import { presenters } from '../tools/presenters';

/** Lists longer than one answer of their tool, read part by part. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());
beforeEach(() => bench.clock.set(NOON));

type Asked = Extract<Route, { type: 'tool' }>;
type Kept = Record<string, unknown>;

/** Runs the request, notes what its answer keeps. */
async function answered(asked: Asked, kept: Kept, id: string): Promise<Reply> {
  const response = await bench.ask(asked.tool, asked.payload);
  if (response.error !== null) throw new Error(JSON.stringify(response.error));
  const presenter = presenters[asked.tool as keyof typeof presenters];
  if (presenter === undefined) throw new Error(asked.tool);
  const reply = presenter.answer(response, aContext({ now: bench.clock.now() }), { id, ...asked });
  for (const { key, value } of reply.keep ?? []) kept[key] = JSON.parse(JSON.stringify(value));
  return reply;
}

function press(reply: Reply, label: string, kept: Kept): Route {
  const data = reply.buttons?.flat().find(({ text }) => text === label)?.data ?? '';
  const callback = callbacks.find(({ prefix }) => data.startsWith(prefix));
  if (callback === undefined) throw new Error(`no button ${label}`);
  return callback.route({ source: 'template', chatId: '700', text: null, data, messageId: '1' }, aContext({ now: bench.clock.now(), kept }));
}

function drawn(route: Route): Reply {
  if (route.type !== 'reply') throw new Error(route.type);
  return route.reply;
}

const LISTS: readonly (readonly [string, Record<string, unknown>, number])[] = [
  ['orders_search', { limit: 10 }, 5],
  ['chats_unanswered', { threshold_hours: 0, limit: 2 }, 5],
  ['inventory_status', { section: 'unpublished', limit: 2 }, 10],
];

test.each(LISTS)('▶ behind the last row of %s reads on, and the pages are numbered through', async (tool, payload, pageSize) => {
  const kept: Kept = {};
  const first = await answered({ type: 'tool', tool, payload }, kept, 'run-1');
  const total = Number(/из~([\d~]+)/.exec(showReply(first))?.[1]?.replaceAll('~', ''));
  const limit = Number(payload['limit']);
  const lastOfPart = Math.ceil(limit / pageSize);
  const rest = total - limit;
  const pages = (lastOfPart + Math.ceil(rest / pageSize)).toString();
  expect(rest).toBeGreaterThan(0);
  let page = first;
  for (let n = 1; n < lastOfPart; n += 1) page = drawn(press(page, '▶', kept));
  expect(showReply(page)).toContain(`[${lastOfPart}/${pages}]`);

  const onward = press(page, '▶', kept);
  if (onward.type !== 'tool') throw new Error(onward.type);
  expect(onward).toMatchObject({ tool, ackKey: 'list.next_part', follows: { start: payload['limit'], firstPage: lastOfPart + 1 } });
  const second = await answered(onward, kept, 'run-2');
  expect(showReply(second)).toContain(`показаны ${limit + 1}–${Math.min(limit + pageSize, 2 * limit, total)} из`);
  expect(showReply(second)).toContain(`[${lastOfPart + 1}/${pages}]`);

  const back = drawn(press(second, '◀', kept));
  expect(showReply(back)).toBe(showReply(page));
});

test('a list whose next part is no longer there begins anew, and says so', async () => {
  const kept: Kept = {};
  const first = await answered({ type: 'tool', tool: 'orders_search', payload: { limit: 5 } }, kept, 'run-1');
  const onward = press(first, '▶', kept);
  if (onward.type !== 'tool') throw new Error(onward.type);
  const second = await answered({ ...onward, payload: { ...onward.payload, cursor: 'eyJnb25lIjp0cnVlfQ' } }, kept, 'run-2');
  expect(showReply(second)).toContain('показаны 1–5 из');
  expect(showReply(second)).toMatch(/\[1\/\d/);
  expect(showReply(second)).toContain('Список устарел, поэтому он показан снова с первой страницы.');
});

test('a part that has expired is asked for from the beginning, not from its cursor', async () => {
  const kept: Kept = {};
  const first = await answered({ type: 'tool', tool: 'orders_search', payload: { limit: 2, preset: 'attention' } }, kept, 'run-1');
  const onward = press(first, '▶', kept);
  if (onward.type !== 'tool') throw new Error(onward.type);
  const second = await answered(onward, kept, 'run-2');
  for (const key of Object.keys(kept)) if (key.startsWith('list:')) delete kept[key];
  expect(press(second, '▶', kept)).toEqual({ type: 'tool', tool: 'orders_search', payload: { limit: 2, preset: 'attention' }, ackKey: 'callback.list_expired' });
});

leakCheck();
