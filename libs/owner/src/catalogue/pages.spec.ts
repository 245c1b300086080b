import { ownerPlaybooks } from '../advice/playbooks/owner-playbooks';
import type { AdviceTopic } from '../advice/topics';
import type { Reply, StatusFacts } from '@ownerbot/conversation';
import type { ToolDefinition } from '@ownerbot/tools';
import { aContext } from '../fixtures/reply-context';
import { routeFx } from '../panels/fx-panel';
import { panels } from '../panels/panels';
import { availabilityIn } from './availability';
import { categoriesPage, categoryPage } from './category-pages';
import { ownerCatalogue } from './owner-catalogue';
import { panelRows } from './section-panels';

const catalogue = ownerCatalogue();
const labels = (reply: Reply | null): string[][] => (reply?.buttons ?? []).map((row) => row.map(({ text }) => text));
const dataOf = (reply: Reply | null): string[] => (reply?.buttons ?? []).flat().map(({ data }) => data);
const inMode = (mode: string, capabilities?: Record<string, boolean>) => {
  const status: StatusFacts = { ...aContext().status, mode, ...(capabilities === undefined ? {} : { capabilities }) };
  return aContext({ locale: 'en', status });
};

describe('pages of a category', () => {
  test('hold eight templates in one column, by their order, and lead on and back', () => {
    const first = categoryPage(catalogue, { category: 'reports', page: 1 }, inMode('DEMO'));
    const listed = [...catalogue.templates.values()].filter(({ category }) => category === 'reports').length;
    const pages = Math.ceil(listed / 8);
    expect(labels(first).slice(0, 3)).toEqual([['KPI today'], ['KPI yesterday'], ['KPI 7 days']]);
    expect(labels(first)).toHaveLength(10);
    expect(labels(first)[8]).toEqual([`1/${pages}`, '▶']);
    expect(labels(first)[9]?.at(-1)).toBe('🏠 Menu');
    const last = categoryPage(catalogue, { category: 'reports', page: pages }, inMode('DEMO'));
    expect(labels(last).at(-2)).toEqual(['◀', `${pages}/${pages}`]);
  });

  test('beyond the end open the last page; few templates need no paging', () => {
    expect(categoryPage(catalogue, { category: 'reports', page: 99 }, inMode('DEMO'))).toEqual(categoryPage(catalogue, { category: 'reports', page: Math.ceil([...catalogue.templates.values()].filter(({ category }) => category === 'reports').length / 8) }, inMode('DEMO')));
    expect(labels(categoryPage(catalogue, { category: 'team', page: 1 }, inMode('DEMO'))).flat().some((text) => text.includes('/'))).toBe(false);
  });

  test('of an unknown category are none', () => {
    expect(categoryPage(catalogue, { category: 'nope', page: 1 }, inMode('DEMO'))).toBeNull();
  });

  test('together hold every template that is not hidden, each once', () => {
    const context = inMode('DEMO');
    const run = catalogue.categories.flatMap(({ id }) => [1, 2, 3, 4].flatMap((page) => dataOf(categoryPage(catalogue, { category: id, page }, context))));
    const ids = new Set(run.filter((data) => data.startsWith('tpl:run:')));
    expect(ids.size).toBe([...catalogue.templates.values()].filter(({ hidden }) => !hidden).length);
  });
});

test('empty categories are not listed', () => {
  const templates = new Map([...catalogue.templates].filter(([, { category }]) => category !== 'notifications'));
  expect(dataOf(categoriesPage(catalogue, inMode('DEMO')))).toContain('tpl:cat:notifications:1');
  const listed = dataOf(categoriesPage({ ...catalogue, templates }, inMode('DEMO')));
  expect(listed).toContain('tpl:cat:reports:1');
  expect(listed).not.toContain('tpl:cat:notifications:1');
});

test.each(['ru', 'en'] as const)('every panel is drawn in %s, and all its buttons lead somewhere', (locale) => {
  const context = aContext({ locale });
  for (const [id, draw] of Object.entries(panels)) {
    const reply = draw(context);
    expect([id, reply.html]).toEqual([id, expect.stringMatching(/<b>/)]);
    for (const data of dataOf(reply)) {
      const [kind, what = '', name = ''] = data.split(':');
      const rest = data.slice('ui:'.length);
      const exists = data === 'fx:panel' ? routeFx(data, context).type === 'tool' : kind === 'ui' ? rest === 'help' || rest in panels : kind === 'advisor' ? ownerPlaybooks().has(name as AdviceTopic) : what === 'run' ? catalogue.templates.has(name) : catalogue.categories.some((one) => one.id === name);
      expect([id, data, exists]).toEqual([id, data, true]);
    }
  }
});

describe('what the mode does not offer', () => {
  const template = (templateId: string) => {
    const found = catalogue.templates.get(templateId);
    if (found === undefined) throw new Error(templateId);
    return found;
  };

  test.each([
    ['DEMO', undefined, 'available', 'available'],
    ['SIS_HTTP', undefined, 'unknown', 'unavailable'],
    ['SIS_HTTP', { kpi: true, revenue_trend: true }, 'available', 'unavailable'],
    ['SIS_HTTP', { kpi: false }, 'unavailable', 'unavailable'],
    ['AUTO', undefined, 'unknown', 'unavailable'],
    ['SIS_DB_RO', undefined, 'unknown', 'unavailable'],
  ] as const)('in %s with capabilities %j: KPI is %s, the funnel %s', (mode, capabilities, kpi, funnel) => {
    const source = { mode, ...(capabilities === undefined ? {} : { capabilities }) };
    expect([availabilityIn(template('RPT_KPI_TODAY'), source), availabilityIn(template('RPT_FUNNEL_7D'), source)]).toEqual([kpi, funnel]);
  });

  test('a template that writes to the shop is hidden in SIS_DB_RO; one of OwnerBot itself stays', () => {
    const action = (needsShop: boolean) => [{ name: 'x', kind: 'action', needsShop, capabilities: ['discounts'] } as unknown as ToolDefinition];
    const x = { tool: { type: 'named' as const, tool: 'x' }, requires: [] };
    expect(availabilityIn(x, { mode: 'SIS_DB_RO' }, action(true))).toBe('unavailable');
    expect(availabilityIn(x, { mode: 'SIS_DB_RO' }, action(false))).toBe('available');
    expect(availabilityIn(x, { mode: 'DEMO' }, action(true))).toBe('available');
  });

  test('leaves no gap: neither in lists nor in panels, and a section without content is not linked to', () => {
    const without = inMode('SIS_HTTP', { kpi: false, inventory: false, revenue_trend: false });
    expect(dataOf(categoryPage(catalogue, { category: 'reports', page: 1 }, without))).not.toContain('tpl:run:RPT_KPI_TODAY');
    const rows = panelRows(catalogue, 'products', without);
    expect(rows.every((row) => row.length > 0)).toBe(true);
    expect(rows.flat().map(({ data }) => data)).not.toContain('tpl:run:PRD_NO_PHOTO');
    expect(panelRows(catalogue, 'home', inMode('DEMO')).flat().map(({ data }) => data)).toContain('tpl:run:RPT_KPI_TODAY');
    expect(panelRows(catalogue, 'home', without).flat().map(({ data }) => data)).not.toContain('tpl:run:RPT_KPI_TODAY');
  });
});
