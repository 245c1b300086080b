import { ACTION_ENDPOINTS, READ_ENDPOINTS } from '@ownerbot/shop';
import type { ToolDefinition } from '@ownerbot/tools';
import { VALUE_CONCEPTS } from '../intents/match/concepts-of';
import { ownerLexicon } from '../lexicon/owner-lexicon';
import { checkCategoryBudget, checkLabels, checkTogether } from './checks/check-labels';
import { checkPayloads } from './checks/check-payload';
import { checkClashes, checkPhrases } from './checks/check-phrases';
import { checkReferences } from './checks/check-references';
import { checkSteps } from './checks/check-steps';
import { reportInto, type Finding, type Report } from './findings';
import { checkPanels, readPanels, type PanelFile } from './panels-file';
import { checkNotOffered } from './checks/check-not-offered';
import { readNotOffered, type NotOffered } from './not-offered-file';
import { fieldsOf } from './read-fields';
import { versionOf, type CatalogueFile } from './read-files';
import { readTemplate } from './read-template';
import { readYaml } from './read-yaml';
import type { Category, TemplateFile } from './template-file';

/** The templates, categories and panels of the files; `version` is the hash of all of them. */
export interface Catalogue {
  readonly version: string;
  readonly templates: ReadonlyMap<string, TemplateFile>;
  readonly categories: readonly Category[];
  readonly panels: readonly PanelFile[];
  readonly notOffered: readonly NotOffered[];
}

export interface CatalogueParts {
  readonly files: readonly CatalogueFile[];
  readonly tools: readonly ToolDefinition[];
  /** Templates that commands name: a hidden one is reached by them. */
  readonly commanded: readonly string[];
  /** Panels that are drawn by code. */
  readonly drawnPanels: readonly string[];
}

/** Kinds of presentation. */
export const PRESENTATIONS = [
  'kpi_card', 'comparison', 'trend', 'chart_png', 'ranking', 'funnel', 'orders_health', 'orders_summary', 'orders_list', 'order_card', 'threads_list', 'queue_summary',
  'inventory_summary', 'inventory_list', 'forecast_table', 'reorder_table', 'coupons', 'fx_status', 'fx_settings', 'dashboard', 'proposal', 'settings', 'health',
  'capabilities', 'checklist', 'events_list', 'retro', 'raw', 'json_file', 'csv_file',
] as const;

const CATEGORIES = 'categories.yml';
const PANELS = 'panels.yml';
const NOT_OFFERED = 'not-offered.yml';

/** Reads and checks all files; `findings` is empty where every one is as it must be. */
export function loadCatalogue({ files, tools, commanded, drawnPanels }: CatalogueParts): { catalogue: Catalogue; findings: readonly Finding[] } {
  const findings: Finding[] = [];
  const reportOf = (file: string): Report => reportInto(findings, file);
  const read = (file: CatalogueFile): unknown => readYaml(file.text, reportOf(file.file));
  const categories = readCategories(files, read, reportOf(CATEGORIES));
  const panelsFile = files.find(({ file }) => file === PANELS);
  const panels = panelsFile === undefined ? [] : readPanels(read(panelsFile) ?? { panels: [] }, reportOf(PANELS));
  const notOfferedFile = files.find(({ file }) => file === NOT_OFFERED);
  const notOffered = notOfferedFile === undefined ? [] : readNotOffered(read(notOfferedFile) ?? [], reportOf(NOT_OFFERED));
  const templates = files
    .filter(({ file }) => file.includes('/'))
    .flatMap((file) => {
      const data = read(file);
      return data === null ? [] : [readTemplate(file.file, data, reportOf(file.file))];
    });
  const broken = new Set(findings.map(({ file }) => file));
  const known = {
    tools,
    categories: categories.map(({ id }) => id),
    presentations: PRESENTATIONS,
    capabilities: [...READ_ENDPOINTS, ...ACTION_ENDPOINTS],
    concepts: [...ownerLexicon().concepts.keys(), ...VALUE_CONCEPTS],
  };
  for (const template of templates) {
    // A file with wrong keys has been told of; what follows from them would only be noise.
    if (broken.has(template.file)) continue;
    const report = reportOf(template.file);
    const before = findings.length;
    checkReferences(template, known, report);
    checkSteps(template, report);
    checkLabels(template, report);
    const choice = template.tool;
    const tool = choice.type === 'named' ? tools.find(({ name }) => name === choice.tool) : undefined;
    if (tool === undefined || findings.length > before) continue;
    checkPayloads(template, tool, report);
    checkPhrases(template, tool, report);
  }
  checkTogether(templates, reportOf);
  checkClashes(templates, reportOf);
  checkReach(templates, panels, commanded, reportOf);
  checkNotOffered(notOffered, { templates: templates.map(({ templateId }) => templateId), concepts: known.concepts }, reportOf(NOT_OFFERED));
  checkPanels(panels, { templates: templates.map(({ templateId }) => templateId), categories: known.categories, drawn: drawnPanels }, reportOf(PANELS));
  return { catalogue: { version: versionOf(files), templates: new Map(templates.map((one) => [one.templateId, one])), categories, panels, notOffered }, findings };
}

function readCategories(files: readonly CatalogueFile[], read: (file: CatalogueFile) => unknown, report: Report): Category[] {
  const file = files.find((one) => one.file === CATEGORIES);
  if (file === undefined) {
    report('', 'TPL_MISSING_KEY', 'there is no such file', 'a list of categories');
    return [];
  }
  const list = read(file);
  if (!Array.isArray(list)) {
    report('', 'TPL_MISSING_KEY', 'is no list', 'a list of { id, title { ru, en }, icon }');
    return [];
  }
  return list.map((one, at) => {
    const fields = fieldsOf(one, String(at), report);
    const category = { id: fields.string('id'), title: fields.localised('title'), icon: fields.string('icon') };
    fields.done();
    checkCategoryBudget(category, at, report);
    return category;
  });
}

/** A hidden template that nothing leads to. */
function checkReach(templates: readonly TemplateFile[], panels: readonly PanelFile[], commanded: readonly string[], reportOf: (file: string) => Report): void {
  const reached = new Set([...commanded, ...panels.flatMap(({ rows }) => rows.flat().flatMap((item) => (item.type === 'template' ? [item.templateId] : [])))]);
  for (const { file, templateId, hidden, phrases } of templates) {
    if (hidden && phrases.length === 0 && !reached.has(templateId)) reportOf(file)('hidden', 'TPL_UNREACHABLE', 'is in no list, and no phrase, panel or command leads to it', 'a phrase, a panel or a command, or hidden: false');
  }
}
