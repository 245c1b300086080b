import type { ReplyFile } from '@ownerbot/conversation';
import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../fixtures/reply-context';
import { aRun, showReply } from '../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { presenters } from '../tools/presenters';
import { withRawViews } from './raw-views';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const raw = withRawViews(presenters);
const context = aContext({ now: new Date(NOON) });

async function shown(tool: keyof typeof presenters, payload: Record<string, unknown>, presentation: string) {
  const response = await bench.ask(tool, payload);
  const answer = raw[tool]?.answer(response, context, aRun(tool, payload, presentation));
  if (answer === undefined) throw new Error(tool);
  return answer;
}

/** A file of data is written, never drawn. */
const contentOf = (file: ReplyFile | undefined): string => (file !== undefined && 'content' in file ? file.content : '');

test('a raw answer is its figures as they are, with their origin, and nobody in them', async () => {
  const { html, file } = await shown('order_detail', { order_id: 'OB-1003' }, 'raw');
  expect(html).toMatch(/^DEMO · <b>Ответ инструмента order_detail<\/b>\n\n<pre>\{\n {2}&quot;amount&quot;: &quot;149.00&quot;,\n|^DEMO · <b>Ответ инструмента order_detail<\/b>\n\n<pre>\{\n {2}"amount": "149.00",\n/);
  expect(html).toContain('•••02');
  expect(html).not.toContain('3920002');
  expect(html).toContain('Источник: демо-магазин');
  expect(file).toBeUndefined();
});

test('a raw answer that is too long for a message comes as a file', async () => {
  const { html, file } = await shown('orders_search', { limit: 50 }, 'raw');
  expect(showReply({ html })).toMatch(/^DEMO · <b>Ответ инструмента orders_search~— в~файле ниже<\/b>/);
  expect(file?.filename).toBe('orders_search_2026-03-18.json');
});

test('a file holds the answer with its request, its origin and its warnings, keys sorted, and nobody in it', async () => {
  const { html, file } = await shown('orders_search', { q: '3920002', limit: 5 }, 'json_file');
  expect(html).not.toContain('<pre>');
  expect(file).toMatchObject({ type: 'json', mime: 'application/json', filename: 'orders_search_2026-03-18.json' });
  const content: unknown = JSON.parse(contentOf(file));
  expect(content).toMatchObject({ tool: 'orders_search', version: '1.1', mode: 'DEMO', payload: { limit: 5 }, warnings: [], provenance: { sources: ['demo:orders'] }, exported_at: '2026-03-18T11:00:00.000Z' });
  expect(Object.keys(content as object)).toEqual(['as_of', 'data', 'exported_at', 'mode', 'payload', 'provenance', 'tool', 'version', 'warnings']);
  expect(contentOf(file)).toContain('"customer_phone": "•••02"');
  expect(contentOf(file)).not.toMatch(/\+49\d{5}/);
  expect(file?.caption).toMatch(/^DEMO · <b>orders_search<\/b>\n<i>Источник/);
});

test('an answer in words stays what it was', async () => {
  const response = await bench.ask('order_detail', { order_id: 'OB-1003' });
  const run = aRun('order_detail', { order_id: 'OB-1003' }, 'order_card');
  expect(raw['order_detail']?.answer(response, context, run)).toEqual(presenters.order_detail.answer(response, context, run));
});

leakCheck();
