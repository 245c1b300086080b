import type { Column, Content, TDocumentDefinitions } from 'pdfmake/interfaces';
import { COLOURS } from '../draw/look';
import { RenderFailedError } from '../errors';
import { checkReport } from '../model/check-report';
import type { Mark } from '../model/picture';
import type { Report, ReportBlock, ReportSection } from '../model/report';
import { clean } from '../text/clean';
import { blockContent } from './block-content';
import { FONT, PAGE, TEXT } from './page';
import { printPdf } from './print-pdf';

const MOST_PAGES = 20;
/** A table of up to so many rows stays with its title on one page. */
const SHORT_TABLE = 16;

/**
 * Draws the model of a document as PDF: the same model gives the same bytes on the same platform. Its dates are those of its figures.
 * @throws RenderFailedError, FontMissingError
 */
export async function drawReport(model: unknown): Promise<Buffer> {
  const report = checkReport(model);
  let pages = 0;
  const definition = definitionOf(report, (count) => {
    pages = count;
  });
  const bytes = await printPdf(definition).catch((error: unknown) => {
    throw new RenderFailedError('pdf', 'it could not be printed', error);
  });
  if (pages > MOST_PAGES) throw new RenderFailedError('cap', `${pages} pages, and ${MOST_PAGES} are drawn`);
  return bytes;
}

function definitionOf({ language, title, subtitle, marks, provenance, pageWords, asOf, sections }: Report, counted: (pages: number) => void): TDocumentDefinitions {
  const date = new Date(asOf);
  return {
    pageSize: 'A4',
    pageMargins: [PAGE.side, PAGE.top, PAGE.side, PAGE.bottom],
    language,
    info: { title: clean(title), creator: 'OwnerBot', producer: 'OwnerBot', creationDate: date, modDate: date },
    defaultStyle: { font: FONT, fontSize: TEXT.body, color: COLOURS.text, lineHeight: 1.12 },
    header: () => marksOf(marks),
    footer: (page, pages) => {
      counted(pages);
      return footer(clean(provenance), clean(pageWords.replace('{page}', String(page)).replace('{pages}', String(pages))));
    },
    content: [
      { text: clean(title), fontSize: TEXT.title, bold: true },
      { text: clean(subtitle), fontSize: TEXT.subtitle, color: COLOURS.quiet, margin: [0, 2, 0, 10] },
      ...sections.flatMap(sectionContent),
    ],
  };
}

function sectionContent({ title, aside, startsPage = false, blocks }: ReportSection): Content[] {
  const head: Content = {
    text: [{ text: clean(title), fontSize: TEXT.section, bold: true }, ...(aside === undefined ? [] : [{ text: `  ${clean(aside)}`, fontSize: TEXT.small, color: COLOURS.quiet }])],
    margin: [0, 8, 0, 4],
    ...(startsPage ? { pageBreak: 'before' as const } : {}),
  };
  const [first, ...others] = blocks;
  if (first === undefined) return [head];
  if (isLong(first)) return [head, ...blocks.map(blockContent)];
  // A title alone at the foot of a page names nothing.
  const { pageBreak, ...title0 } = head;
  return [{ stack: [title0, blockContent(first)], unbreakable: true, ...(pageBreak === undefined ? {} : { pageBreak }) }, ...others.map(blockContent)];
}

function isLong(block: ReportBlock): boolean {
  return (block.kind === 'table' && block.rows.length > SHORT_TABLE) || (block.kind === 'lines' && block.lines.length > SHORT_TABLE);
}

/** At the top right of each page, the first one outermost. */
function marksOf(marks: readonly Mark[]): Content {
  const chips = [...marks].reverse().map(({ text, tone }): Column => ({
    table: { body: [[{ text: clean(text), bold: true, fontSize: TEXT.small, color: tone === 'strong' ? COLOURS.paper : COLOURS.quiet, fillColor: tone === 'strong' ? COLOURS.text : COLOURS.paper }]] },
    layout: { hLineColor: () => COLOURS.quiet, vLineColor: () => COLOURS.quiet, hLineWidth: () => 0.7, vLineWidth: () => 0.7, paddingTop: () => 2, paddingBottom: () => 2, paddingLeft: () => 7, paddingRight: () => 7 },
    width: 'auto',
  }));
  return { columns: [{ text: '', width: '*' }, ...chips], columnGap: 6, margin: [PAGE.side, 20, PAGE.side, 0] };
}

function footer(provenance: string, page: string): Content {
  return {
    columns: [
      { text: provenance, width: '*', fontSize: TEXT.small, color: COLOURS.quiet },
      { text: page, width: 'auto', fontSize: TEXT.small, color: COLOURS.quiet, noWrap: true },
    ],
    columnGap: 16,
    margin: [PAGE.side, 12, PAGE.side, 0],
  };
}
