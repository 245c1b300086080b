import type { Origin } from '../../replies/provenance';
import type { ToolRequest } from '../../templates';
import type { OrdersSearchOutput } from './orders-search.fields';

export const LIST_KINDS = ['stuck', 'late_ship', 'payment_issues', 'awaiting_payment', 'attention', 'flagged', 'search', 'status', 'recent'] as const;
export type ListKind = (typeof LIST_KINDS)[number];

/** A list as it was found, kept for its pages. */
export type KeptList = {
  owner: string;
  kind: ListKind;
  /** Names the answer, so that its buttons stay the same on every page. */
  seed: string;
  data: OrdersSearchOutput;
  origin: Origin;
  mode: string;
  /** What was searched for: part of a phone, a status. */
  query: string;
  warnings: readonly string[];
  request: ToolRequest;
};
