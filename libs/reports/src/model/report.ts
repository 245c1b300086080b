import type { ComparisonBlock, Mark, MissingBlock, TrendBlock } from './picture';

/**
 * A document as plain data, stored with its file as a picture is: texts are written out, and nothing in it is looked up when it is drawn.
 */
export interface Report {
  readonly version: 1;
  readonly form: 'document';
  readonly language: 'ru' | 'en';
  readonly title: string;
  readonly subtitle: string;
  /** On each page, at its top right. */
  readonly marks: readonly Mark[];
  /** Source, window, as-of: at the foot of each page. Without it nothing is drawn. */
  readonly provenance: string;
  /** With `{page}` and `{pages}` in it. */
  readonly pageWords: string;
  /** ISO instant of the figures: the file bears it in place of the moment of its drawing. */
  readonly asOf: string;
  readonly sections: readonly ReportSection[];
}

export interface ReportSection {
  readonly title: string;
  /** Beside the title: what these figures are of, where that is not what the document is of. */
  readonly aside?: string;
  /** Begins a page. */
  readonly startsPage?: boolean;
  readonly blocks: readonly ReportBlock[];
}

export type ReportBlock = LinesBlock | TableBlock | ChartBlock | MissingBlock;

export interface LinesBlock {
  readonly kind: 'lines';
  readonly lines: readonly string[];
  readonly look?: 'strong' | 'quiet' | 'numbered';
}

export interface TableColumn {
  readonly title: string;
  /** Of the width of the page; all of a table make 1. */
  readonly share: number;
  readonly align?: 'left' | 'right';
  /** Names are cut where their cell ends; whatever else is too wide goes on in another line. */
  readonly isName?: boolean;
}

export interface TableRow {
  readonly cells: readonly string[];
  readonly isTotal?: boolean;
}

export interface TableBlock {
  readonly kind: 'table';
  readonly columns: readonly TableColumn[];
  readonly rows: readonly TableRow[];
}

export interface ChartBlock {
  readonly kind: 'chart';
  readonly block: TrendBlock | ComparisonBlock;
}
