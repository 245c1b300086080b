import type { ReportBlock, TableColumn } from '@ownerbot/reports';
import type { ReportView } from '../report-view';

type ColumnName =
  | 'metric' | 'change' | 'percent' | 'day' | 'net' | 'paid' | 'created' | 'aov' | 'mark' | 'rank' | 'product' | 'pieces' | 'revenue' | 'share' | 'order' | 'state' | 'amount' | 'age' | 'flag' | 'group'
  | 'total' | 'first' | 'code' | 'count' | 'time' | 'event' | 'request' | 'part' | 'source' | 'window' | 'as_of' | 'complete' | 'signal' | 'limit' | 'verdict' | 'oldest';

type Look = Pick<TableColumn, 'align' | 'isName'>;

/** A column with its name in the owner's language. */
export function column({ context: { texts } }: ReportView, name: ColumnName, share: number, look: Look = {}): TableColumn {
  return { title: texts.text(`dash.doc.column.${name}`), share, ...look };
}

export const RIGHT: Look = { align: 'right' };
export const NAME: Look = { isName: true };

export function linesBlock(lines: readonly string[], look?: 'strong' | 'quiet' | 'numbered'): ReportBlock {
  return { kind: 'lines', lines, ...(look === undefined ? {} : { look }) };
}
