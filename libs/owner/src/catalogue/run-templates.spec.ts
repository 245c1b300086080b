import { leakCheck } from '@ownerbot/testing';
import { LOCALES } from '@ownerbot/messages';
import type { ToolResponse } from '@ownerbot/tools';
import { ownerDomain } from '../domain';
import { hashOfPlatform, hashOfShop } from '../fixtures/domain-rows';
import { aContext, NOON } from '../fixtures/reply-context';
import { showPreview, showWhatIf } from '../fixtures/show-action';
import { showReply } from '../fixtures/show-reply';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';
import { expectWords, NOTHING_TO_DO, requestOf } from '../fixtures/template-answers';
import { templateNamed, theTemplates, type Asked } from '../fixtures/walk';
import { ownerTools } from '../tools/owner-tools';

/** Every template, walked through and run on the demo shop in a real database: what is answered, and that nothing is changed. */
let bench: ToolBench;
let before: string;
beforeAll(async () => {
  bench = await toolBench({ migrated: true });
  bench.clock.set(NOON);
  before = await hashOfEverything();
});
afterAll(() => bench.drop());

const hashOfEverything = async () => `${await hashOfShop(bench.db)}\n${await hashOfPlatform(bench.db)}`;

/** In the demo shop there is no SIS whose contract could be checked. */
const WITHOUT_SIS = 'SYS_CONTRACT_CHECK';
const reports = theTemplates.filter(({ kind, templateId }) => kind === 'REPORT' && templateId !== WITHOUT_SIS).map(({ templateId }) => templateId);
const changes = theTemplates.filter(({ kind }) => kind === 'ACTION').map(({ templateId }) => templateId);

async function answerOf({ tool, payload, presentation }: Asked): Promise<ToolResponse> {
  return bench.ask(tool, { ...payload }, presentation === 'json_file' ? { presentation: { kind: 'json_file' } } : {});
}

test.each(reports)('%s is answered with its provenance, in words of both languages', async (templateId) => {
  const { previewOnly } = templateNamed(templateId);
  const asked = requestOf(templateId);
  const response = await answerOf(asked);
  expect([response.status, response.error]).toEqual(['ok', null]);
  expect(response.provenance?.sources.length).toBeGreaterThan(0);
  for (const locale of LOCALES) {
    const context = aContext({ locale });
    const presenter = ownerDomain.presenters[asked.tool];
    if (presenter === undefined) throw new Error(asked.tool);
    const { tool, payload, presentation } = asked;
    const run = { id: 'tg-1-2-1', tool, payload, ...(presentation === undefined ? {} : { presentation }) };
    expect(presenter.progress(run, context)).not.toBe('');
    if (previewOnly) expectWords(showWhatIf(response, context), response, { locale, typed: asked.payload });
    else if (presentation !== 'raw' && presentation !== 'json_file') expectWords(showReply(presenter.answer(response, context, run)), response, { locale, typed: asked.payload });
  }
});

test.each(changes)('%s is previewed, in words of both languages, and changes nothing', async (templateId) => {
  const asked = requestOf(templateId);
  const response = await answerOf(asked);
  expect([response.status, response.error]).toEqual(['ok', null]);
  const wouldApply = !NOTHING_TO_DO.includes(templateId);
  expect([templateId, response.data]).toMatchObject([templateId, { status: wouldApply ? 'preview' : 'noop', would_apply: wouldApply }]);
  for (const locale of LOCALES) expectWords(showPreview(response, { ...asked.payload }, aContext({ locale })), response, { locale, typed: asked.payload });
  expect(await hashOfEverything()).toBe(before);
});

test('every tool is reached by a template', () => {
  const reached = theTemplates.flatMap(({ tool }) => (tool.type === 'named' ? [tool.tool] : []));
  expect(ownerTools.filter(({ name }) => !reached.includes(name)).map(({ name }) => name)).toEqual([]);
  expect(ownerTools).toHaveLength(70);
});

test('the contract check says that there is no SIS to compare with', async () => {
  expect((await answerOf(requestOf(WITHOUT_SIS))).error).toMatchObject({ code: 'UPSTREAM_NOT_CONFIGURED' });
});

test('none of the templates has changed a row of the shop, of the settings or of the platform', async () => {
  expect(reports.length + changes.length).toBe(139);
  expect(await hashOfEverything()).toBe(before);
});

leakCheck();
