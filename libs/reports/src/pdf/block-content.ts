import type { Content, ContentTable, CustomTableLayout, TableCell } from 'pdfmake/interfaces';
import { chartPicture } from '../draw/chart-picture';
import { COLOURS } from '../draw/look';
import type { LinesBlock, ReportBlock, TableBlock, TableColumn } from '../model/report';
import { clean } from '../text/clean';
import { cut } from '../text/fit';
import { CELL_PADDING, CONTENT_WIDTH, TEXT } from './page';

const HALF_POINT = 0.5;

/** Thin lines between rows, a thicker one below the heads; no lines upright. */
const TABLE_LINES: CustomTableLayout = {
  hLineWidth: (at, { table }) => (at === 0 || at === table.body.length ? 0 : HALF_POINT),
  vLineWidth: () => 0,
  hLineColor: (at) => (at === 1 ? COLOURS.quiet : COLOURS.grid),
  paddingLeft: () => CELL_PADDING,
  paddingRight: () => CELL_PADDING,
  paddingTop: () => 2,
  paddingBottom: () => 2,
};

const FRAME: CustomTableLayout = {
  hLineWidth: () => HALF_POINT,
  vLineWidth: () => HALF_POINT,
  hLineColor: () => COLOURS.border,
  vLineColor: () => COLOURS.border,
  paddingLeft: () => 14,
  paddingRight: () => 14,
  paddingTop: () => 14,
  paddingBottom: () => 14,
};

/** A block of a document as its printer takes it: made anew for each drawing, for the printer writes into it. */
export function blockContent(block: ReportBlock): Content {
  switch (block.kind) {
    case 'lines':
      return lines(block);
    case 'table':
      return table(block);
    case 'chart': {
      const { png } = chartPicture(block.block);
      return { image: `data:image/png;base64,${png.toString('base64')}`, width: CONTENT_WIDTH, margin: [0, 2, 0, 8] };
    }
    case 'missing':
      return { table: { widths: ['*'], body: [[{ text: clean(block.why), alignment: 'center', color: COLOURS.quiet, fillColor: COLOURS.missing }]] }, layout: FRAME, margin: [0, 2, 0, 8] };
  }
}

function lines({ lines: all, look }: LinesBlock): Content {
  const words = all.map(clean);
  if (look === 'numbered') return { ol: words.map((text) => ({ text, margin: [0, 0, 0, 3] })), margin: [0, 0, 0, 6] };
  const style = look === 'strong' ? { fontSize: TEXT.section, bold: true } : look === 'quiet' ? { color: COLOURS.quiet, fontSize: TEXT.table } : {};
  return { stack: words.map((text) => ({ text, margin: [0, 0, 0, 3] as [number, number, number, number] })), margin: [0, 0, 0, 6], ...style };
}

/** Of a name that is made of nothing but pictures there is nothing to print. */
function nameOf(words: string): string {
  return clean(words) || (words.trim() === '' ? '' : '□');
}

function table({ columns, rows }: TableBlock): ContentTable {
  const inner = CONTENT_WIDTH - columns.length * 2 * CELL_PADDING;
  const widths = columns.map(({ share }) => share * inner);
  const cell = (words: string, at: number, isBold: boolean): TableCell => {
    const { align = 'left', isName = false }: Partial<TableColumn> = columns[at] ?? {};
    const text = isName ? cut(nameOf(words), { width: widths[at] ?? 0, size: TEXT.table, weight: isBold ? 'bold' : 'regular' }) : clean(words);
    return { text, alignment: align, bold: isBold, ...(isName ? { noWrap: true } : {}) };
  };
  return {
    table: {
      headerRows: 1,
      keepWithHeaderRows: 1,
      dontBreakRows: true,
      widths,
      body: [
        columns.map(({ title, align = 'left' }): TableCell => ({ text: clean(title), alignment: align, color: COLOURS.quiet, bold: true })),
        ...rows.map(({ cells, isTotal = false }) => cells.map((words, at) => cell(words, at, isTotal))),
      ],
    },
    layout: TABLE_LINES,
    fontSize: TEXT.table,
    margin: [0, 0, 0, 8],
  };
}
