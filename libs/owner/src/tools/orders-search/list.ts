import type { Paged } from '../../replies/pager';
import type { Origin } from '../../replies/provenance';
import type { OrdersSearchOutput } from './orders-search.fields';

export const LIST_KINDS = ['stuck', 'late_ship', 'payment_issues', 'awaiting_payment', 'attention', 'flagged', 'search', 'status', 'recent'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** A list as it was found, kept for its pages. */
export type KeptList = Paged & {
  kind: ListKind;
  data: OrdersSearchOutput;
  origin: Origin;
  mode: string;
  /** What was searched for: part of a phone, a status. */
  query: string;
  warnings: readonly string[];
};
