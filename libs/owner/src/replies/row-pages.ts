import type { Reply, ReplyButton, ReplyContext, Route, RunFacts } from '@ownerbot/conversation';
import { assemble, type Body, type VerifiedResponse } from './answer';
import { keepLastList } from './last-list';
import { isPaged, keepPaged, nextPart, pagedBy, pageRange, pagerRows, shownRange, type Extent, type Paged } from './pager';
import type { Origin } from './provenance';

/** Rankings and forecasts have ten lines a page, cards of several lines five. */
export const LINES_PER_PAGE = 10;
export const CARDS_PER_PAGE = 5;

/** A list whose rows are written once, in the words of the answer, and kept for its pages. */
export type RowList = Paged & {
  type: 'rows';
  headline: string;
  before: readonly (readonly string[])[];
  /** HTML; cards stand apart, lines below one another. */
  rows: readonly string[];
  areCards: boolean;
  after: readonly (readonly string[])[];
  /** All there are, also beyond the rows. */
  total: number;
  buttons: readonly (readonly ReplyButton[])[];
  mode: string;
  origin: Origin;
  warnings: readonly string[];
  toldWarnings: readonly string[];
};

/** `cursor`: where the tool would go on reading. */
export type RowParts = Pick<RowList, 'headline' | 'rows' | 'areCards' | 'total'> & Partial<Pick<RowList, 'before' | 'after' | 'buttons' | 'toldWarnings' | 'cursor'>>;

/** The first page of a list, and what its other pages need. */
export function rowPages(parts: RowParts, response: VerifiedResponse<unknown>, context: ReplyContext, run: RunFacts): Body {
  const list: RowList = {
    type: 'rows',
    before: [],
    after: [],
    buttons: [],
    toldWarnings: [],
    ...parts,
    ...pagedBy(run, context, { cursor: parts.cursor ?? null, isRestarted: response.warnings.some(({ code }) => code === 'CURSOR_RESTARTED') }),
    mode: response.mode,
    origin: response.provenance,
    warnings: response.warnings.map(({ code }) => code),
  };
  const keep = isPaged(list, extentOf(list)) ? { keep: [...keepPaged(list, context), keepLastList(list, list.part.firstPage, context)] } : {};
  return { ...rowPage(list, list.part.firstPage, context), ...keep };
}

/** A press on a page of the list. */
export function routeRowPage(list: RowList, wanted: number, context: ReplyContext): Route {
  return nextPart(list, extentOf(list), wanted) ?? { type: 'reply', as: 'edit', reply: rowPageReply(list, wanted, context) };
}

function rowPageReply(list: RowList, wanted: number, context: ReplyContext): Reply {
  return assemble({ mode: list.mode, data: null, provenance: list.origin, warnings: list.warnings.map((code) => ({ code })) }, rowPage(list, wanted, context), context);
}

function rowPage(list: RowList, wanted: number, context: ReplyContext): Body {
  const pageSize = pageSizeOf(list);
  const at = pageRange(list, extentOf(list), wanted);
  const rows = list.rows.slice(at.start, at.start + pageSize);
  return {
    headline: list.headline,
    sections: [...list.before, ...(list.areCards ? rows.map((row) => [row]) : [rows]), ...list.after],
    buttons: [...(at.pages > 1 ? pagerRows(list, at, context) : []), ...list.buttons],
    toldWarnings: list.toldWarnings,
    // Empty where the page shows everything: the counts of the response may speak of more than this list.
    shown: rows.length > 0 && rows.length < list.total ? shownRange({ first: at.first, count: rows.length, total: list.total }, context) : '',
  };
}

export const extentOf = (list: RowList): Extent => ({ rows: list.rows.length, total: list.total, pageSize: pageSizeOf(list) });
const pageSizeOf = ({ areCards }: RowList): number => (areCards ? CARDS_PER_PAGE : LINES_PER_PAGE);

export function isRowList(value: unknown): value is RowList {
  return typeof value === 'object' && value !== null && 'type' in value && value.type === 'rows' && 'part' in value && 'rows' in value && Array.isArray(value.rows);
}
