import { RenderFailedError } from '../errors';
import { checkBlock } from './check-picture';
import type { Report, ReportBlock } from './report';

/** Most of what one document may hold. */
const CAPS = { blocks: 40, rows: 200, lines: 200 };
const MOST_BYTES = 262_144;

/** Whether a stored model is a document. */
export function isReport(model: unknown): boolean {
  return typeof model === 'object' && model !== null && 'form' in model && model.form === 'document';
}

/**
 * The stored model of a document, as far as a drawing relies on it.
 * @throws RenderFailedError `model` for one that cannot be drawn, `cap` for one that is too large
 */
export function checkReport(model: unknown): Report {
  if (!isReport(model)) throw new RenderFailedError('model', 'it is no document');
  const report = model as Report;
  if (report.version !== 1) throw new RenderFailedError('model', `version ${String(report.version)} is unknown`);
  if (typeof report.provenance !== 'string' || report.provenance.trim() === '') throw new RenderFailedError('model', 'it does not say where its figures come from');
  if (Number.isNaN(Date.parse(report.asOf))) throw new RenderFailedError('model', 'it does not say of when its figures are');
  if (JSON.stringify(report).length > MOST_BYTES) throw new RenderFailedError('cap', 'the model is larger than 256 KB');
  const blocks = report.sections.flatMap((section) => section.blocks);
  capped('blocks', blocks.length);
  for (const block of blocks) checkReportBlock(block);
  return report;
}

function checkReportBlock(block: ReportBlock): void {
  switch (block.kind) {
    case 'lines':
      return capped('lines', block.lines.length);
    case 'table':
      if (block.rows.some(({ cells }) => cells.length !== block.columns.length)) throw new RenderFailedError('model', 'a row of a table has not as many cells as there are columns');
      return capped('rows', block.rows.length);
    case 'chart':
      return checkBlock(block.block);
    case 'missing':
      return;
    default:
      throw new RenderFailedError('model', 'one of its blocks is of no known kind');
  }
}

function capped(what: keyof typeof CAPS, count: number): void {
  if (count > CAPS[what]) throw new RenderFailedError('cap', `${count} ${what}, and ${CAPS[what]} are drawn`);
}
