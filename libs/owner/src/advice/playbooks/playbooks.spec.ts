import { writeFinding } from '../../catalogue/findings';
import { readFiles } from '../../catalogue/read-files';
import { ADVICE_TOPICS } from '../topics';
import { loadPlaybooks } from './load-playbooks';
import { knownToPlaybooks, playbooksFolder } from './owner-playbooks';

const files = readFiles(playbooksFolder);
const known = knownToPlaybooks();
const findingsOf = (all: typeof files): string[] => loadPlaybooks(all, known).findings.map(writeFinding);

/** The growth playbook with one thing changed; the others as they are. */
const broken = (from: string | RegExp, to: string): string[] =>
  findingsOf(files.map((one) => (one.file === 'GROWTH_PLAN.yml' ? { ...one, text: changed(one.text, from, to) } : one)));

function changed(text: string, from: string | RegExp, to: string): string {
  const after = text.replace(from, to);
  if (after === text) throw new Error(`nothing to change: ${String(from)}`);
  return after;
}

test('every topic has a playbook, and all of them are as they must be', () => {
  const { playbooks, findings } = loadPlaybooks(files, known);
  expect(findings.map(writeFinding)).toEqual([]);
  expect([...playbooks.keys()].sort()).toEqual([...ADVICE_TOPICS].sort());
});

test('a topic without a file stops the start', () => {
  expect(findingsOf(files.filter(({ file }) => file !== 'GROWTH_PLAN.yml'))).toEqual(['GROWTH_PLAN.yml: -: PLB_TOPIC: there is no such file; a playbook for each topic']);
});

test.each<[string, string | RegExp, string, string]>([
  ['no YAML', 'topic:', 'topic: [', 'TPL_YAML'],
  ['a key that is misspelt', 'hypotheses:', 'hypothesis:', 'hypothesis: TPL_UNKNOWN_KEY'],
  ['no title', /^title:.*\n/m, '', 'title.ru: TPL_MISSING_KEY'],
  ['a text in one language', /, en: "If everything[^}]*/, ' ', 'risks.0.en: TPL_MISSING_KEY'],
  ['another schema', 'schema: 1', 'schema: 2', 'schema: TPL_MISSING_KEY'],
  ['an unknown topic', 'topic: GROWTH_PLAN', 'topic: GROWTH_PLANS', 'topic: PLB_TOPIC: there is no topic GROWTH_PLANS; did you mean GROWTH_PLAN?'],
  ["another topic's name", 'topic: GROWTH_PLAN', 'topic: OPS_PRIORITY', 'TPL_NAME_MISMATCH'],
  ['too few hypotheses', / {2}- \{ ru: "Вернуть.*\n/, '', 'hypotheses: PLB_COUNT: has 3; 4'],
  ['too many risks', 'risks:\n', 'risks:\n  - { ru: "Риск.", en: "A risk." }\n', 'risks: PLB_COUNT: has 3; 1..2'],
  ['no concept', /concepts: .*/, 'concepts: []', 'concepts: PLB_COUNT'],
  ['digits that look like a result', 'проще, чем', 'на 15 % проще, чем', 'hypotheses.1.ru: PLB_FIGURE'],
  ['a multiple in words', 'the average order, week by week', 'the average order, twice as large', 'experiments.0.measure.en: PLB_FIGURE'],
  ['an unknown concept', 'concepts: [revenue', 'concepts: [revenues', 'concepts.0: TPL_UNKNOWN_CONCEPT'],
  ['a button that is too long', 'en: "📈 Growth"', `en: "${'x'.repeat(33)}"`, 'button.en: TPL_LABEL'],
  ['an unknown template', 'reads: [RPT_COMPARE_MOM', 'reads: [RPT_COMPARE_MON', 'reads.0: TPL_UNKNOWN_TEMPLATE: there is no template RPT_COMPARE_MON; did you mean RPT_COMPARE_MOM?'],
  ['a change among the reads', 'reads: [RPT_COMPARE_MOM', 'reads: [PRC_FX_AUTO', 'reads.0: TPL_KIND_MISMATCH'],
  ['a preview among the reads', 'reads: [RPT_COMPARE_MOM', 'reads: [PRC_FX_PREVIEW', 'reads.0: TPL_KIND_MISMATCH: PRC_FX_PREVIEW is a preview'],
  ['a read that asks', 'reads: [RPT_COMPARE_MOM', 'reads: [RPT_KPI_PERIOD', 'reads.0: PLB_ASKS'],
  ['a read among the changes', 'actions: [DSC_CREATE_COUPON', 'actions: [DSC_STATUS', 'actions.0: TPL_KIND_MISMATCH'],
  ['a brief of an unknown tool', 'tool: kpi_compare', 'tool: kpi_compares', 'brief.0.tool: TPL_UNKNOWN_TOOL'],
  ['a brief that would change something', '{ tool: kpi_compare, payload: { preset: mom } }', '{ tool: sis_prices_bump, payload: { bump_percent: "5", bump_additive: "0", scope_all: true } }', 'brief.0.tool: TPL_KIND_MISMATCH: sis_prices_bump changes something'],
  ['a brief of a read that has no words', '{ tool: kpi_compare, payload: { preset: mom } }', '{ tool: sys_health }', 'brief.0.tool: TPL_UNKNOWN_TOOL: a brief has no words for sys_health'],
  ['a brief whose values are not fixed', 'preset: mom', 'preset: "@tz"', 'brief.0.payload: TPL_UNKNOWN_TOKEN'],
  ['a brief that its tool refuses', 'preset: mom', 'preset: yoy', 'brief.0.payload.preset: TPL_PAYLOAD'],
])('the start stops at %s', (_name, from, to, finding) => {
  expect(broken(from, to).join('\n')).toContain(finding);
});
