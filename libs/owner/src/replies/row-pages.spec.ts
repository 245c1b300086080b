import { parseCallback } from '@ownerbot/telegram';
import { aContext } from '../fixtures/reply-context';
import { provenance } from '../fixtures/responses';
import { aRun, showReply } from '../fixtures/show-reply';
import { callbacks } from '../routes/callbacks';
import { assemble } from './answer';
import { rowPages } from './row-pages';

const context = aContext();
const response = { mode: 'DEMO', data: {}, provenance: provenance({ from: '2027-03-18', to: '2027-03-18', granularity: 'total' }), warnings: [] };
const rows = (count: number) => Array.from({ length: count }, (_, at) => `row ${at + 1}`);
const listOf = (count: number, areCards: boolean, total = count) => rowPages({ headline: 'List', rows: rows(count), areCards, total }, response, context, aRun('top_products'));

const press = (data: string, kept: Record<string, unknown>, owner = '700') =>
  callbacks.find(({ prefix }) => data.startsWith(prefix))?.route({ source: 'template', chatId: '700', text: null, data, messageId: '1' }, aContext({ kept, principal: { telegramId: owner, roles: ['owner'] } }));

test('what fits one page has neither pages nor anything to keep', () => {
  const body = listOf(10, false);
  expect(body.keep).toBeUndefined();
  expect(showReply(assemble(response, body, context))).not.toContain('▶');
});

test('rankings have ten lines a page, cards five', () => {
  expect(showReply(assemble(response, listOf(11, false), context))).toContain('показаны 1–10 из~11');
  expect(showReply(assemble(response, listOf(11, true), context))).toContain('row 5\n\n<i>');
});

test('▶ draws the next page of the same list, for its owner alone', () => {
  const body = listOf(12, true, 40);
  const kept = Object.fromEntries((body.keep ?? []).map(({ key, value }) => [key, JSON.parse(JSON.stringify(value)) as unknown]));
  const next = body.buttons?.flat().find(({ text }) => text === '▶')?.data ?? '';
  expect(parseCallback(next)).toMatchObject({ type: 'page', page: 2 });
  const route = press(next, kept);
  expect(route?.type === 'reply' && route.as === 'edit' && showReply(route.reply)).toContain('row 6');
  expect(route?.type === 'reply' && showReply(route.reply)).toContain('показаны 6–10 из~40');
  expect(press(next, kept, '666')).toEqual({ type: 'outdated' });
});
