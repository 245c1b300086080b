import { INVENTORY_SECTIONS, type InventorySection } from '@ownerbot/shop';
import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { presenter } from '../../replies/answer';
import { templateButton } from '../../replies/buttons';
import { rowPages } from '../../replies/row-pages';
import type { TemplateId } from '../../templates';
import type { InventoryStatusOutput, StockItem } from './inventory-status.fields';

/** Sections in the order of how much they hurt, with the template that lists each. */
const SECTION_TEMPLATES: Record<InventorySection, TemplateId> = {
  out_of_stock: 'PRD_OUT_OF_STOCK',
  low_stock: 'PRD_LOW_STOCK',
  missing_price: 'PRD_NO_PRICE',
  missing_photo: 'PRD_NO_PHOTO',
  missing_video: 'PRD_NO_VIDEO',
  return_flags: 'PRD_RETURN_FLAGS',
  unpublished: 'PRD_UNPUBLISHED',
};
const ORDER = Object.keys(SECTION_TEMPLATES) as InventorySection[];
const NAMED = 3;
const BUTTONS_PER_ROW = 3;

/** Counts by section with a button to each; one section as a list with stock and price. */
export const inventoryPresenter = presenter<InventoryStatusOutput>({
  progress: (_run, { texts }) => texts.html('stock.progress'),
  body(response, context, run) {
    const { data } = response;
    const { texts, formats } = context;
    if (data.header === undefined) {
      return { headline: texts.html('stock.title', { total: formats.integer(data.counts.total), active: formats.integer(data.counts.active) }), sections: [overview(data, context)], buttons: sectionButtons(data, context) };
    }
    const { section, total } = data.header;
    const items = data.items ?? [];
    return rowPages(
      {
        headline: total === 0 ? texts.html('stock.section_empty', { section }) : texts.html('stock.section', { section, limit: formats.integer(data.low_stock_lte), total: formats.integer(total) }),
        rows: items.map((item) => itemLine(item, data.currency, context)),
        areCards: false,
        total,
        cursor: data.next_cursor ?? null,
        buttons: [[templateButton(context, 'PRD_INVENTORY_STATUS')]],
      },
      response,
      context,
      run,
    );
  },
});

/** A line for each section with something in it, naming the first of its products. */
function overview(data: InventoryStatusOutput, { texts, formats }: ReplyContext): string[] {
  const lines = ORDER.flatMap((section) => {
    const found = data.sections?.find((one) => one.section === section);
    if (!found || found.total === 0) return [];
    const titles = found.items.slice(0, NAMED).map(({ title }) => texts.html('stock.named', { title }));
    const names = found.total > NAMED ? [...titles, texts.html('stock.more', { count: formats.integer(found.total - NAMED) })] : titles;
    return [texts.html('stock.count', { section, limit: formats.integer(data.low_stock_lte), total: formats.integer(found.total), names: asHtml(names.join(', ')) })];
  });
  return lines.length === 0 ? [texts.html('stock.calm')] : lines;
}

function sectionButtons({ sections = [] }: InventoryStatusOutput, context: ReplyContext) {
  const filled = ORDER.filter((section) => INVENTORY_SECTIONS.includes(section) && sections.some((one) => one.section === section && one.total > 0));
  const buttons = filled.map((section) => templateButton(context, SECTION_TEMPLATES[section]));
  return [0, 1, 2].map((row) => buttons.slice(row * BUTTONS_PER_ROW, (row + 1) * BUTTONS_PER_ROW)).filter((row) => row.length > 0);
}

function itemLine(item: StockItem, currency: string, { texts, formats }: ReplyContext): string {
  const facts = { sku: item.sku, title: item.title, category: item.category, stock: formats.integer(item.stock_qty) };
  if (item.price === null) return texts.html('stock.line_no_price', facts);
  const price = formats.money(item.price, currency);
  if (item.discount_percent === null || item.base_price === null) return texts.html('stock.line', { ...facts, price });
  return texts.html('stock.line_discount', { ...facts, price, base: formats.money(item.base_price, currency), discount: formats.percent(String(item.discount_percent)) });
}
