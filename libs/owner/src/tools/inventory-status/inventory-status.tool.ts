import { INVENTORY_SECTIONS, type InventoryData, type InventoryItem, type InventoryQuery, type ShopAnswer } from '@ownerbot/shop';
import { provenanceOf, shopWarnings, type ShopToolContext, type ToolAnswer } from '@ownerbot/tools';
import { firstPageAgain } from '../first-page-again';
import { shopRead } from '../read-tool';
import { InventoryStatusOutput, InventoryStatusPayload, type StockItem, type StockSection } from './inventory-status.fields';

/** What is wrong in the catalogue and in the stock: all seven sections, or one with its pages. */
export const inventoryStatus = shopRead<InventoryStatusPayload, InventoryStatusOutput>({
  name: 'inventory_status',
  version: '1.2',
  group: 'stock',
  payload: InventoryStatusPayload,
  output: InventoryStatusOutput,
  timeClass: 'composite',
  auditFields: ['section', 'low_stock_lte', 'limit'],
  capabilities: ['inventory'],
  list: ({ items }) => items ?? null,
  handle: (payload, context) => (payload.section === 'all' ? allSections(payload, context) : oneSection(payload.section, payload, context)),
});

type Answer = ShopAnswer<InventoryData>;

async function allSections({ low_stock_lte, limit }: InventoryStatusPayload, { shop, call, tenant }: ShopToolContext): Promise<ToolAnswer<InventoryStatusOutput>> {
  const sections: StockSection[] = [];
  const answers: Answer[] = [];
  for (const section of INVENTORY_SECTIONS) {
    const answer = await shop.inventory({ section, low_stock_lte, limit }, call);
    answers.push(answer);
    sections.push({ section, total: answer.data.page.total, items: answer.data.items.map(stockItem) });
  }
  const [first, ...others] = answers;
  if (first === undefined) throw new TypeError('there is no section');
  return {
    data: { currency: currencyOf(answers, tenant.currency), low_stock_lte, counts: { ...first.data.counts }, sections },
    provenance: { ...provenanceOf([first, ...others], tenant), counts: null },
    warnings: shopWarnings(...answers),
  };
}

async function oneSection(section: StockSection['section'], payload: InventoryStatusPayload, { shop, call, tenant }: ShopToolContext): Promise<ToolAnswer<InventoryStatusOutput>> {
  const { low_stock_lte, limit, cursor } = payload;
  const query: InventoryQuery = { section, low_stock_lte, limit, ...(cursor === undefined ? {} : { cursor }) };
  const { answer, warnings } = await firstPageAgain(query, (one) => shop.inventory(one, call));
  const { page, counts, items } = answer.data;
  return {
    data: {
      currency: currencyOf([answer], tenant.currency),
      low_stock_lte,
      counts: { ...counts },
      header: { section, total: page.total, count: page.shown, limit },
      items: items.map(stockItem),
      next_cursor: page.next_cursor,
    },
    provenance: provenanceOf([answer], tenant),
    warnings: [...shopWarnings(answer), ...warnings],
  };
}

function currencyOf(answers: readonly Answer[], otherwise: string): string {
  return answers.flatMap(({ data }) => data.items)[0]?.currency ?? otherwise;
}

function stockItem({ product_id, sku, title, category, stock_qty, price, base_price, discount_percent, status }: InventoryItem): StockItem {
  return { product_id, sku, title, category, stock_qty, price, base_price, discount_percent, status };
}
