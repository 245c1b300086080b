import { checkPayload } from '@ownerbot/tools';
import { leadingTo, scriptsOf, step, templateNamed, theTemplates, walk, type Walk } from '../fixtures/walk';
import { ownerTools } from '../tools/owner-tools';
import { shownAs } from './shown-as';

/** Every template as an owner goes through it: pressed, answered with what fits and what does not, run. */
const ids = theTemplates.map(({ templateId }) => templateId);
const asking = theTemplates.filter(({ inputs }) => inputs.length > 0).map(({ templateId }) => templateId);
/** The tool that the examples of "run a tool" are for. */
const TYPED_FOR = 'kpi_snapshot';
const UNFIT = ['абракадабра', '-', '🙂', '1 2 3 4 5 / %', '999999999999999999999', '{"a":', 'x'.repeat(2_000)];

function expectAccepted(templateId: string, { asked, session }: Walk): void {
  if (asked === null) throw new Error(`${templateId} ran nothing`);
  const template = templateNamed(templateId);
  const tool = ownerTools.find(({ name }) => name === asked.tool);
  if (tool === undefined) throw new Error(asked.tool);
  if (template.tool.type === 'named') expect(asked.tool).toBe(template.tool.tool);
  expect(tool.kind).toBe(template.kind === 'ACTION' || template.previewOnly ? 'action' : 'read');
  expect({ presentation: asked.presentation, previewOnly: asked.previewOnly }).toEqual({ presentation: undefined, previewOnly: undefined, ...shownAs(template) });
  // What is typed for one tool need not fit another one: that one says so when it runs.
  if (template.tool.type !== 'input' || asked.tool === TYPED_FOR) expect(() => checkPayload(tool, asked.payload)).not.toThrow();
  expect(session.flow).toBeNull();
}

test('there are 140 templates', () => {
  expect(ids).toHaveLength(140);
});

test.each(ids)('%s runs with the examples of its questions, in both languages', (templateId) => {
  for (const locale of ['ru', 'en'] as const) {
    const ran = walk(templateNamed(templateId), new Map(), { locale });
    if (ran === null) throw new Error(templateId);
    expectAccepted(templateId, ran);
  }
});

test.each(asking)('%s runs with each example, each button, each value of its lists, and with each question skipped that may be', (templateId) => {
  const template = templateNamed(templateId);
  for (const locale of ['ru', 'en'] as const) {
    for (const script of scriptsOf(template, locale)) {
      const ran = walk(template, script, { locale });
      // A preset that does not fit this shop is not offered; a question is not skipped where too few answers would be left.
      if (ran !== null) expectAccepted(templateId, ran);
    }
  }
});

test.each(asking)('%s runs nothing for answers that do not fit: the question stays, with the reason', (templateId) => {
  const template = templateNamed(templateId);
  template.inputs.forEach((_input, at) => {
    const here = walk(template, leadingTo(template, at), { until: at });
    if (here?.session.flow?.step !== at) throw new Error(`${templateId}: step ${at} is not reached`);
    for (const text of UNFIT) {
      const next = step(here.session, { text });
      if (next.asked !== null || next.session.flow?.step !== at) {
        // It fits after all: then the tool takes what comes of it.
        if (next.asked !== null) expectAccepted(templateId, next);
        continue;
      }
      expect(next.session.flow).toMatchObject({ attempts: 1, lastRejectedText: text });
      expect(next.decision.effects).toHaveLength(1);
    }
  });
});
