import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkPayload } from '@ownerbot/tools';
import { ownerTools } from '../tools/owner-tools';
import { trials } from './checks/check-payload';
import { TRIAL_CONTEXT } from './checks/step-values';
import { composePayload } from './compose-payload';
import { writeFinding } from './findings';
import { loadCatalogue } from './load-catalogue';
import { COMMANDED, DRAWN_PANELS, templatesFolder } from './owner-catalogue';
import { readFiles, versionOf } from './read-files';

const files = readFiles(templatesFolder);
const { catalogue, findings } = loadCatalogue({ files, tools: ownerTools, commanded: COMMANDED, drawnPanels: DRAWN_PANELS });
const templates = [...catalogue.templates.values()];

test('every file is as it must be, against the real tools', () => {
  expect(findings.map(writeFinding)).toEqual([]);
  expect(templates.length).toBeGreaterThan(40);
});

test('every template with each of its examples, presets and branches composes a payload that its tool takes', () => {
  let tried = 0;
  for (const template of templates) {
    const choice = template.tool;
    // What is chosen at run time is walked through in walk.spec.
    if (choice.type !== 'named') continue;
    const tool = ownerTools.find(({ name }) => name === choice.tool);
    if (tool === undefined) throw new Error(`${template.templateId} has no tool`);
    for (const answers of trials(template)) {
      tried += 1;
      expect(() => checkPayload(tool, composePayload(template, answers, TRIAL_CONTEXT))).not.toThrow();
    }
  }
  expect(tried).toBeGreaterThan(80);
});

test('code names only templates that exist', () => {
  const sources = readdirSync(path.join(__dirname, '..'), { withFileTypes: true, recursive: true }).filter((entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.spec.ts'));
  const named = sources.flatMap((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8').match(/(?<=')(?:RPT|ORD|TEAM|SYS|FRC|PRC|PRD|LOOK|DSC|NTF|BIZ|ADV)_[A-Z0-9_]+(?=')/g) ?? []);
  expect(named.length).toBeGreaterThan(20);
  expect([...new Set(named)].filter((id) => !catalogue.templates.has(id))).toEqual([]);
});

test('a payload has its tokens resolved and its composite values spread', () => {
  const low = catalogue.templates.get('PRD_LOW_STOCK');
  const compare = catalogue.templates.get('RPT_COMPARE_CUSTOM');
  if (low === undefined || compare === undefined) throw new Error('the catalogue has changed');
  expect(composePayload(low, new Map(), TRIAL_CONTEXT)).toEqual({ section: 'low_stock', low_stock_lte: 5, limit: 50 });
  expect(composePayload(low, new Map(), { ...TRIAL_CONTEXT, ownerSettings: { ops_low_stock_lte: 9 } })).toMatchObject({ low_stock_lte: 9 });
  expect(composePayload(compare, new Map<number, unknown>([[0, { preset: 'last_month' }], [1, { preset: 'custom', from: '2027-01-01', to: '2027-01-31' }]]), TRIAL_CONTEXT)).toEqual({
    preset: 'custom', a_start: '2027-02-01', a_end: '2027-02-28', b_start: '2027-01-01', b_end: '2027-01-31',
  });
});

test('the version is that of the texts, whatever the ends of their lines', () => {
  expect(versionOf(files)).toBe(catalogue.version);
  expect(versionOf(files.map((one) => ({ ...one, text: one.text.replaceAll('\n', '\r\n') })))).toBe(catalogue.version);
  expect(versionOf(files.slice(1))).not.toBe(catalogue.version);
});
