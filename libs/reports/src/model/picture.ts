/**
 * A picture as plain data: texts are written out in the owner's language, figures whose place on the canvas matters are decimal strings beside
 * them. It is stored with its file, so that a drawing which is repeated shows the same figures without asking the shop again.
 */
export interface Picture {
  readonly version: 1;
  readonly title: string;
  /** Dates with their zone. */
  readonly subtitle: string;
  /** Chips at the top right; a dark one first where the figures are those of the demo shop. */
  readonly marks: readonly Mark[];
  readonly block: PictureBlock;
  /** Source, window, as-of. A picture is forwarded without its text, so it is never drawn without this line. */
  readonly provenance: string;
}

export interface Mark {
  readonly text: string;
  readonly tone: 'strong' | 'quiet';
}

export type PictureBlock = TrendBlock | ComparisonBlock | ToplistBlock | DashboardBlock;

/** A place whose content is not there: it says why and is never closed up. */
export interface MissingBlock {
  readonly kind: 'missing';
  readonly why: string;
}

export interface ChartPlace<Block> {
  readonly title: string;
  readonly block: Block | MissingBlock;
}

/** A day on one card: rows of figures, a curve, two windows, and what must be said in words. */
export interface DashboardBlock {
  readonly kind: 'dashboard';
  /** Two rows of at most four. */
  readonly rows: readonly (readonly Tile[])[];
  readonly trend: ChartPlace<TrendBlock>;
  readonly comparison: ChartPlace<ComparisonBlock>;
  /** At most four lines. */
  readonly notes: readonly string[];
}

/** A figure with its name, and what it changed by. */
export interface Tile {
  readonly label: string;
  readonly value: string;
  readonly change?: string;
}

export interface Tick {
  /** Decimal. */
  readonly at: string;
  readonly label: string;
}

export interface TrendPoint {
  /** Of the day or week, e.g. `16.03`. */
  readonly label: string;
  /** A short line above it, e.g. `вт`. */
  readonly over?: string;
  /** Null where the source has no data: a gap, never zero. */
  readonly amount: string | null;
  readonly count: number | null;
  /** The day is still going on. */
  readonly isOpen?: boolean;
}

/** Money as a line on the left axis, counts as bars on the right one. Both axes have as many ticks, and their zeros are level. */
export interface TrendBlock {
  readonly kind: 'trend';
  readonly tiles: readonly Tile[];
  readonly amount: { readonly name: string; readonly ticks: readonly Tick[] };
  readonly count: { readonly name: string; readonly ticks: readonly Tick[] };
  readonly points: readonly TrendPoint[];
  /** In the legend, where the picture has such days. */
  readonly words: { readonly missing: string; readonly open: string };
  /** The figure of the only value, where there is but one. */
  readonly only?: string;
  /** The points that a report is about, by their places. */
  readonly marked?: { readonly first: number; readonly last: number; readonly name: string };
}

export interface ComparedFigure {
  readonly title: string;
  readonly earlier: Bar;
  readonly later: Bar;
  /** With sign and arrow, or that there is no base. */
  readonly change: string;
}

export interface Bar {
  /** Decimal; null where it is not known. */
  readonly at: string | null;
  readonly label: string;
}

/** Two windows side by side, each figure with a scale of its own. */
export interface ComparisonBlock {
  readonly kind: 'comparison';
  readonly windows: { readonly earlier: string; readonly later: string };
  /** At most four. */
  readonly figures: readonly ComparedFigure[];
}

export interface RankedRow {
  readonly title: string;
  readonly bar: Bar;
  /** Second measure and share. */
  readonly more: string;
  /** All that is not ranked, as one. */
  readonly isRest?: boolean;
}

/** Bars from zero, in the order of the ranking. */
export interface ToplistBlock {
  readonly kind: 'toplist';
  /** At most fifteen, and one for all the others. */
  readonly rows: readonly RankedRow[];
}
