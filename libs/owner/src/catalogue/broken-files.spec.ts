import { ownerTools } from '../tools/owner-tools';
import { TEMPLATE_CODES, writeFinding, type TemplateCode } from './findings';
import { loadCatalogue } from './load-catalogue';
import type { CatalogueFile } from './read-files';

const CATEGORIES = '- { id: reports, title: { ru: "Отчёты", en: "Reports" }, icon: "📊" }\n- { id: advanced, title: { ru: "Другое", en: "Other" }, icon: "🛠" }\n';
const KPI = `schema: 1
template_id: KPI_PERIOD
category: reports
order: 10
kind: REPORT
title: { ru: "Показатели", en: "Figures" }
button_text: { ru: "Показатели", en: "Figures" }
tool: kpi_snapshot
payload: { with_change: true }
inputs:
  - key: period
    parser: { type: period }
    prompt: { ru: "Период?", en: "Period?" }
    example: "вчера"
    presets:
      - { text: { ru: "Сегодня", en: "Today" }, value: { preset: today } }
presentation: { kind: kpi_card }
`;
const TOP = `schema: 1
template_id: TOP_N
category: reports
order: 20
kind: REPORT
title: { ru: "Топ", en: "Top" }
button_text: { ru: "Топ", en: "Top" }
tool: top_products
inputs:
  - key: limit
    parser: { type: integer, min: 1, max: 20 }
    prompt: { ru: "Сколько?", en: "How many?" }
    example: "5"
presentation: { kind: ranking }
`;

const CALL = `schema: 1
template_id: CALL_ONE
category: advanced
order: 10
kind: REPORT
title: { ru: "Вызов", en: "Call" }
button_text: { ru: "Вызов", en: "Call" }
tool: { from_input: tool_name, kinds: [read] }
inputs:
  - key: tool_name
    bind: none
    parser: { type: enum, values: [${ownerTools.filter(({ kind }) => kind === 'read').map(({ name }) => name).join(', ')}] }
    prompt: { ru: "Какой?", en: "Which?" }
    example: kpi_snapshot
presentation: { kind: raw }
`;

const file = (name: string, text: string): CatalogueFile => ({ file: name, text });
const good = [file('categories.yml', CATEGORIES), file('reports/KPI_PERIOD.yml', KPI), file('reports/TOP_N.yml', TOP)];

function findingsOf(...changed: readonly CatalogueFile[]) {
  const files = [...good.filter((one) => changed.every((other) => other.file !== one.file)), ...changed];
  return loadCatalogue({ files, tools: ownerTools, commanded: [], drawnPanels: ['systems'] }).findings;
}

const kpi = (from: string | RegExp, to: string): CatalogueFile => file('reports/KPI_PERIOD.yml', KPI.replace(from, to));
const top = (from: string | RegExp, to: string): CatalogueFile => file('reports/TOP_N.yml', TOP.replace(from, to));
const panels = (rows: string): CatalogueFile => file('panels.yml', `panels:\n  - id: home\n    title: { ru: "Меню", en: "Menu" }\n    button: { ru: "Меню", en: "Menu" }\n    rows: ${rows}\n`);
const call = (from: string, to: string): CatalogueFile => file('advanced/CALL_ONE.yml', CALL.replace(from, to));
const phrases = (text: string): CatalogueFile => file('reports/TOP_N.yml', `${TOP}phrases:\n${text}`);

test('files that are as they must be have no finding', () => {
  expect(findingsOf(call('', '')).map(writeFinding)).toEqual([]);
  expect(findingsOf(panels('[[KPI_PERIOD, "panel:systems"], ["category:reports", home]]')).map(writeFinding)).toEqual([]);
});

const BROKEN: readonly (readonly [code: TemplateCode, what: string, broken: readonly CatalogueFile[], file: string, path: string])[] = [
  ['TPL_YAML', 'no YAML', [top('schema: 1', 'schema: [1')], 'reports/TOP_N.yml', ''],
  ['TPL_YAML', 'two documents', [top('schema: 1', '---\nschema: 1\n---\nschema: 1')], 'reports/TOP_N.yml', ''],
  ['TPL_YAML', 'an empty file', [file('reports/TOP_N.yml', '')], 'reports/TOP_N.yml', ''],
  ['TPL_YAML', 'a key twice', [top('order: 20', 'order: 20\norder: 21')], 'reports/TOP_N.yml', ''],
  ['TPL_YAML', 'an anchor', [top('{ kind: ranking }', '&a { kind: ranking }')], 'reports/TOP_N.yml', ''],
  ['TPL_YAML', 'a tag', [top('order: 20', 'order: !!js/function 20')], 'reports/TOP_N.yml', ''],
  ['TPL_UNKNOWN_KEY', 'a key that is misspelt', [top('order: 20', 'order: 20\nhiden: true')], 'reports/TOP_N.yml', 'hiden'],
  ['TPL_UNKNOWN_KEY', 'an option that no parser has', [top('max: 20 }', 'max: 20, step: 2 }')], 'reports/TOP_N.yml', 'inputs.0.parser.step'],
  ['TPL_MISSING_KEY', 'no order', [top('order: 20\n', '')], 'reports/TOP_N.yml', 'order'],
  ['TPL_MISSING_KEY', 'a text in one language', [top('{ ru: "Топ", en: "Top" }', '{ ru: "Топ" }')], 'reports/TOP_N.yml', 'title.en'],
  ['TPL_DUPLICATE_ID', 'an id twice', [file('advanced/TOP_N.yml', TOP.replace('category: reports', 'category: advanced'))], 'advanced/TOP_N.yml', 'template_id'],
  ['TPL_DUPLICATE_ORDER', 'a place twice', [top('order: 20', 'order: 10')], 'reports/TOP_N.yml', 'order'],
  ['TPL_NAME_MISMATCH', 'another name than the file', [top('template_id: TOP_N', 'template_id: TOP_M')], 'reports/TOP_N.yml', 'template_id'],
  ['TPL_NAME_MISMATCH', 'another folder than the category', [top('category: reports', 'category: advanced')], 'reports/TOP_N.yml', 'category'],
  ['TPL_UNKNOWN_CATEGORY', 'no such category', [file('report/TOP_N.yml', TOP.replace('category: reports', 'category: report'))], 'report/TOP_N.yml', 'category'],
  ['TPL_UNKNOWN_TOOL', 'no such tool', [top('top_products', 'top_product')], 'reports/TOP_N.yml', 'tool'],
  ['TPL_UNKNOWN_TOOL', 'a question for a tool that offers a wrong name', [call('kpi_snapshot, revenue_trend', 'kpi_snapshots, revenue_trend')], 'advanced/CALL_ONE.yml', 'inputs.0.parser.values'],
  ['TPL_UNKNOWN_TOOL', 'a question for a tool that forgets one', [call('kpi_snapshot, revenue_trend', 'kpi_snapshot')], 'advanced/CALL_ONE.yml', 'inputs.0.parser.values'],
  ['TPL_UNKNOWN_TOOL', 'a tool that no question asks for', [call('from_input: tool_name', 'from_input: tool')], 'advanced/CALL_ONE.yml', 'tool.from_input'],
  ['TPL_UNKNOWN_TOOL', 'a tool chosen at run time outside its category', [top('tool: top_products', 'tool: { from_session: last_read }')], 'reports/TOP_N.yml', 'tool'],
  ['TPL_UNKNOWN_PRESENTATION', 'no such view', [top('kind: ranking', 'kind: rankings')], 'reports/TOP_N.yml', 'presentation.kind'],
  ['TPL_UNKNOWN_CAPABILITY', 'no such capability', [top('order: 20', 'order: 20\nrequires: [kpis]')], 'reports/TOP_N.yml', 'requires.0'],
  ['TPL_UNKNOWN_CONCEPT', 'no such concept', [phrases('  - { all: [revenu] }\n')], 'reports/TOP_N.yml', 'phrases.0.all'],
  ['TPL_UNKNOWN_TOKEN', 'no such token', [kpi('payload: { with_change: true }', 'payload: { day: "@tomorrow" }')], 'reports/KPI_PERIOD.yml', 'payload.day'],
  ['TPL_KIND_MISMATCH', 'an action over a read', [top('kind: REPORT', 'kind: ACTION')], 'reports/TOP_N.yml', 'kind'],
  ['TPL_PAYLOAD', 'a key that the tool does not know', [kpi('with_change: true', 'with_changes: true')], 'reports/KPI_PERIOD.yml', 'payload.with_changes'],
  ['TPL_PAYLOAD', 'a preset that the tool refuses', [top('parser: { type: integer, min: 1, max: 20 }', 'parser: { type: integer, min: 1, max: 2000 }\n    presets: [{ text: { ru: "Много", en: "Many" }, value: 2000 }]')], 'reports/TOP_N.yml', 'inputs.0.key'],
  ['TPL_RANGE', 'a range wider than the tool', [top('max: 20 }', 'max: 2000 }')], 'reports/TOP_N.yml', 'inputs.0.parser'],
  ['TPL_EXAMPLE', 'an example that its parser refuses', [top('example: "5"', 'example: ["5", "много"]')], 'reports/TOP_N.yml', 'inputs.0.example.1'],
  ['TPL_EXAMPLE', 'a preset out of the range', [top('example: "5"', 'example: "5"\n    presets: [{ text: { ru: "Ноль", en: "None" }, value: 0 }]')], 'reports/TOP_N.yml', 'inputs.0.presets.0.value'],
  ['TPL_UNREACHABLE_STEP', 'a condition on no step', [top('example: "5"', 'example: "5"\n    when: { key: metric, in: [qty] }')], 'reports/TOP_N.yml', 'inputs.0.when.key'],
  ['TPL_UNREACHABLE_STEP', 'a key that the payload fixes', [kpi('with_change: true', 'period: { preset: today }')], 'reports/KPI_PERIOD.yml', 'inputs.0.key'],
  ['TPL_UNREACHABLE_STEP', 'a key asked twice', [top('presentation:', '  - key: limit\n    parser: { type: integer, min: 1, max: 20 }\n    prompt: { ru: "Ещё?", en: "More?" }\n    example: "5"\npresentation:')], 'reports/TOP_N.yml', 'inputs.1.key'],
  ['TPL_UNREACHABLE', 'hidden, and nothing leads to it', [top('order: 20', 'order: 20\nhidden: true')], 'reports/TOP_N.yml', 'hidden'],
  ['TPL_SLOT', 'a slot that nothing takes', [phrases('  - { all: [revenue], slots: { colour: required } }\n')], 'reports/TOP_N.yml', 'phrases.0.slots.colour'],
  ['TPL_PHRASE_CLASH', 'the same pattern', [phrases('  - { all: [revenue] }\n'), file('reports/KPI_PERIOD.yml', `${KPI}phrases:\n  - { all: [revenue] }\n`)], 'reports/KPI_PERIOD.yml', 'phrases.0'],
  ['TPL_LABEL', 'a label that is too long', [top('button_text: { ru: "Топ"', `button_text: { ru: "${'Т'.repeat(33)}"`)], 'reports/TOP_N.yml', 'button_text.ru'],
  ['TPL_LABEL', 'a label twice', [top('button_text: { ru: "Топ"', 'button_text: { ru: "Показатели"')], 'reports/TOP_N.yml', 'button_text.ru'],
  ['TPL_CALLBACK_BUDGET', 'a category that fits no button', [file('categories.yml', CATEGORIES.replace('advanced', 'a'.repeat(60)))], 'categories.yml', '1.id'],
  ['TPL_CALLBACK_BUDGET', 'a panel that fits no button', [file('panels.yml', 'panels:\n  - { id: a_panel_with_a_long_name, title: { ru: "А", en: "A" }, button: { ru: "А", en: "A" }, rows: [] }\n')], 'panels.yml', 'panels.0.id'],
  ['TPL_SCOPE', 'a change of everything that does not say so', [top('inputs:', 'payload: { scope_all: true }\ninputs:')], 'reports/TOP_N.yml', 'title.ru'],
  ['TPL_UNKNOWN_TEMPLATE', 'a panel that names no template', [panels('[[KPI_PERIODS]]')], 'panels.yml', 'panels.0.rows.0'],
  ['TPL_UNKNOWN_TEMPLATE', 'a panel that names no panel', [panels('[["panel:dash"]]')], 'panels.yml', 'panels.0.rows.0'],
];

test.each(BROKEN)('%s: %s', (code, _what, broken, name, path) => {
  expect(findingsOf(...broken)).toContainEqual(expect.objectContaining({ file: name, path, code }));
});

test('what YAML finds names its line', () => {
  const lines = [top('order: 20', 'order: 20\norder: 21'), top('{ kind: ranking }', '&a { kind: ranking }'), top('order: 20', 'order: !!str 20')].flatMap((one) => findingsOf(one)).filter(({ code }) => code === 'TPL_YAML');
  expect(lines.map(writeFinding)).toEqual([
    'reports/TOP_N.yml: -: TPL_YAML: duplicated mapping key in line 5; plain YAML 1.2 without anchors and tags',
    'reports/TOP_N.yml: -: TPL_YAML: has an anchor or an alias in line 14; plain YAML 1.2 without anchors and tags',
    'reports/TOP_N.yml: -: TPL_YAML: has the tag !!str in line 4; plain YAML 1.2 without anchors and tags',
  ]);
});

test('every code has its broken file; that of the words has its own test', () => {
  expect([...new Set(BROKEN.map(([code]) => code))].sort()).toEqual(TEMPLATE_CODES.filter((code) => code !== 'TPL_LEXICON' && !code.startsWith('PLB_')).sort());
});

test('all findings of all files are told at once, a line each, with the nearest known name', () => {
  const lines = findingsOf(top('top_products', 'top_product'), kpi('kind: kpi_card', 'kind: kpi_cart')).map(writeFinding);
  expect(lines).toEqual([
    'reports/TOP_N.yml: tool: TPL_UNKNOWN_TOOL: there is no tool top_product; did you mean top_products?',
    'reports/KPI_PERIOD.yml: presentation.kind: TPL_UNKNOWN_PRESENTATION: there is no kind kpi_cart; did you mean kpi_card?',
  ]);
});
