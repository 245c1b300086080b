import type { Reply, ReplyContext, Route } from '@ownerbot/conversation';
import type { Report } from '@ownerbot/reports';
import { leakCheck } from '@ownerbot/testing';
import { aContext } from '../../fixtures/reply-context';
import { aRun } from '../../fixtures/show-reply';
import { NOON, toolBench, type ToolBench } from '../../fixtures/tool-bench';
import { adviceBriefPresenter } from '../brief/presenter';
import { giveAdvice } from '../routes/give-advice';
import { adviceCallbacks } from '../routes/press-advice';
import { adviceMemoPresenter } from './presenter';

let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
});
afterAll(() => bench.drop());

const at = (minutes: number, more: Partial<ReplyContext> = {}): ReplyContext => aContext({ now: new Date(Date.parse(NOON) + minutes * 60_000), ...more });
const keptOf = ({ keep = [] }: Reply): Record<string, unknown> => Object.fromEntries(keep.map(({ key, value }) => [key, value]));
const buttonOf = ({ buttons = [] }: Reply): string => buttons.flat().find(({ data }) => data.startsWith('advice:memo:'))?.data ?? '';
function press(reply: Reply, minutes: number, more: Partial<ReplyContext> = {}): Route | undefined {
  const data = buttonOf(reply);
  return adviceCallbacks.find(({ prefix }) => data.startsWith(prefix))?.route({ source: 'template', chatId: '700', text: null, data, messageId: '1' }, at(minutes, { kept: keptOf(reply), ...more }));
}
function memo(route: Route | undefined, context = at(20)): { readonly reply: Reply; readonly report: Report } {
  if (route?.type !== 'tool') throw new Error('no tool');
  const reply = adviceMemoPresenter.answer({ ...RESPONSE }, context, aRun(route.tool, { ...route.payload }));
  if (reply.file === undefined || !('model' in reply.file)) throw new Error('no file');
  return { reply, report: reply.file.model as Report };
}
const RESPONSE = { status: 'ok', tool: 'advice_memo', version: '1.0', correlation_id: 'tg-1-1', mode: 'DEMO', as_of: null, data: {}, artifacts: [], warnings: [], provenance: null, error: null } as const;
const linesOf = ({ sections }: Report): string[] => sections.flatMap(({ blocks }) => blocks.flatMap((block) => (block.kind === 'lines' ? block.lines : [])));
const given = (): Reply => {
  const route = giveAdvice('PRICING_STRATEGY', at(0));
  if (route.type !== 'reply') throw new Error(route.type);
  return route.reply;
};

test('an advice without figures becomes a document of hypotheses, which says so on each page', async () => {
  const route = press(given(), 20);
  expect(route).toMatchObject({ type: 'tool', tool: 'advice_memo', payload: { topic: 'PRICING_STRATEGY' } });
  if (route?.type === 'tool') expect(await bench.ask(route.tool, route.payload)).toMatchObject({ status: 'ok', data: { topic: 'PRICING_STRATEGY' } });
  const { reply, report } = memo(route);
  expect(reply.file).toMatchObject({ type: 'pdf', filename: 'advice_pricing_strategy_2026-03-18.pdf' });
  expect(report.sections.map(({ title }) => title)).toEqual(['Гипотезы', 'Риски', 'Что попробовать', 'Что можно сделать в\u00a0боте']);
  expect(report.provenance).toMatch(/^Гипотезы, не.факты · составлено 18\.03, 12:20/);
  expect(linesOf(report).join()).not.toMatch(/\d/);
  expect(reply.audit).toMatchObject([{ eventType: 'advice_memo_made', fields: { topic: 'PRICING_STRATEGY', source: 'playbook', basis: 'hypothesis', tools: [] } }]);
});

test('with its brief it holds the figures that were shown, each with where it came from, and the mark of the demo shop', async () => {
  const shown = adviceBriefPresenter.answer(await bench.ask('advice_brief', { topic: 'PRICING_STRATEGY' }), at(0), aRun('advice_brief'));
  const { reply, report } = memo(press(shown, 29));
  expect(reply.file?.filename).toBe('DEMO_advice_pricing_strategy_2026-03-18.pdf');
  expect(report.marks.map(({ text }) => text)).toEqual(['DEMO', 'гипотезы']);
  const brief = report.sections[0]?.blocks[0];
  expect([report.sections[0]?.title, brief?.kind === 'lines' ? brief.lines.length : 0]).toEqual(['Сводка данных', 6]);
  for (const line of brief?.kind === 'lines' ? brief.lines : []) expect(shown.html.replace(/<[^>]+>/g, '')).toContain(line);
});

test('after half an hour the button offers the advice anew, and nobody else may press it', () => {
  expect(press(given(), 31)).toMatchObject({ type: 'reply', reply: { html: expect.stringContaining('Собрать заново') as string } });
  expect(press(given(), 1, { principal: { telegramId: '701', roles: ['owner'] } })).toMatchObject({ type: 'reply', reply: { html: expect.stringContaining('Собрать заново') as string } });
});

leakCheck();
