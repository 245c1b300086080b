import type { ActionResult } from '@ownerbot/actions';
import { LOCALES } from '@ownerbot/messages';
import type { Database } from '@ownerbot/storage';
import { TEXT_LIMIT, visibleText } from '@ownerbot/telegram';
import { leakCheck } from '@ownerbot/testing';
import type { ToolResponse } from '@ownerbot/tools';
import { aContext, NOON } from '../fixtures/reply-context';
import { carryOut, showOutcome } from '../fixtures/carry-out';
import { showDone, showPreview } from '../fixtures/show-action';
import { expectWords, NOTHING_TO_DO, requestOf } from '../fixtures/template-answers';
import { theTemplates } from '../fixtures/walk';
import { toolBench, type ToolBench } from '../fixtures/tool-bench';
import { ownerActions } from '../tools/owner-actions';

/** What the owner reads once a change was carried out: every action of the catalogue, in both languages. */
let bench: ToolBench;
beforeAll(async () => {
  bench = await toolBench();
  bench.clock.set(NOON);
});
afterAll(() => bench.drop());

/** What is done is taken back at once, so that every change begins with the same shop. */
async function carriedOut(response: ToolResponse): Promise<ActionResult> {
  const transaction: Database['transaction'] = async (work) => {
    const done: unknown[] = [];
    await bench.db
      .transaction(async (tx) => {
        done.push(await work(tx));
        throw new TakenBack();
      })
      .catch((error: unknown) => {
        if (!(error instanceof TakenBack)) throw error;
      });
    return done[0] as Awaited<ReturnType<typeof work>>;
  };
  return carryOut({ ...bench, db: { ...bench.db, transaction } }, response, true);
}

class TakenBack extends Error {}

const isOfShop = (tool: string): boolean => ownerActions.find(({ definition }) => definition.tool === tool)?.definition.execution.type === 'shop';
const changes = theTemplates.filter(({ kind, templateId }) => kind === 'ACTION' && !NOTHING_TO_DO.includes(templateId)).map(({ templateId }) => templateId);

test.each(changes)('%s is told in words when it is done, within one message', async (templateId) => {
  const { tool, payload } = requestOf(templateId);
  const response = await bench.ask(tool, { ...payload });
  const result = isOfShop(tool) ? await carriedOut(response) : null;
  for (const locale of LOCALES) {
    const context = aContext({ locale });
    const shown = result === null ? showDone(response, { affected_count: 1 }, context) : showOutcome(response, result, { ...payload }, context);
    expectWords(shown, response, { locale, typed: payload });
    for (const text of [shown, showPreview(response, { ...payload }, context)]) expect(visibleText(text).length).toBeLessThanOrEqual(TEXT_LIMIT);
  }
});

leakCheck();
