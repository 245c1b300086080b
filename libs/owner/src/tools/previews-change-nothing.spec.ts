import { leakCheck } from '@ownerbot/testing';
import { trials } from '../catalogue/checks/check-payload';
import { composePayload } from '../catalogue/compose-payload';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { hashOfShop } from '../fixtures/domain-rows';
import { aContext } from '../fixtures/reply-context';
import { simulatedSis } from '../fixtures/simulated-sis';
import { NOON, toolBench, type ToolBench } from '../fixtures/tool-bench';
import { ownerTools } from './owner-tools';

/** T5 and A1: whatever an owner previews, in DEMO or on SIS, the shop stands as it stood. */
let sis: Awaited<ReturnType<typeof simulatedSis>>;
let bench: ToolBench;
beforeAll(async () => {
  sis = await simulatedSis();
  bench = await toolBench({ sis: sis.shop });
});
afterAll(async () => {
  await bench.drop();
  await sis.close();
});

const actions = ownerTools.filter(({ kind }) => kind === 'action').map(({ name }) => name);

/** One way of each template that asks for a change; all their ways are walked through on the demo shop elsewhere. */
const wishes = [...ownerCatalogue().templates.values()].flatMap((template) => {
  const { tool } = template;
  if (tool.type !== 'named' || !actions.includes(tool.tool)) return [];
  const [answers = new Map()] = trials(template);
  return [{ id: template.templateId, tool: tool.tool, payload: composePayload(template, answers, aContext({ now: new Date(NOON) })) }];
});

test('the catalogue asks for every change that there is', () => {
  expect([...new Set(wishes.map(({ tool }) => tool))].toSorted()).toEqual(actions.toSorted());
});

/** What only the demo shop has. */
const REFUSED = ['UPSTREAM_NOT_IMPLEMENTED', 'VALIDATION_ERROR', 'ACTION_CONFLICT', 'UPSTREAM_NOT_CONFIGURED', 'CONFIG_MISSING'];

test.each(['DEMO', 'SIS_HTTP'] as const)('no preview in %s changes anything', async (mode) => {
  const state = async () => [await hashOfShop(bench.db), await sis.simulator.stateHash()];
  const before = await state();
  let previewed = 0;
  for (const { id, tool, payload } of wishes) {
    const response = await bench.ask(tool, payload, { mode });
    if (response.status === 'ok') previewed += 1;
    else expect([id, payload, REFUSED]).toEqual([id, payload, expect.arrayContaining([response.error?.code])]);
  }
  expect(previewed).toBeGreaterThan(wishes.length * 0.7);
  expect(await state()).toEqual(before);
});

leakCheck();
