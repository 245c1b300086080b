import { presenter } from '../../replies/answer';
import { pagedBy } from '../../replies/pager';
import { type KeptList, LIST_KINDS, type ListKind } from './list';
import type { OrdersSearchOutput } from './orders-search.fields';
import { keepList, pageOf } from './pages';

/** The list of orders: totals in the headline, five orders a page, a button to the card of each. */
export const ordersPresenter = presenter<OrdersSearchOutput>({
  progress: (run, context) => context.texts.html('order.list.progress', { kind: listKind(run.payload) }),
  body(response, context, run) {
    const { data, provenance } = response;
    const kind = listKind(run.payload);
    const list: KeptList = {
      ...pagedBy(run, context, { cursor: data.next_cursor, isRestarted: response.warnings.some(({ code }) => code === 'CURSOR_RESTARTED') }),
      kind,
      data,
      origin: provenance,
      mode: response.mode,
      query: queryWords(run.payload),
      warnings: response.warnings.map(({ code }) => code),
    };
    const page = pageOf(list, list.part.firstPage, context);
    return { ...page, keep: [...page.keep, ...keepList(list, context)] };
  },
});

const STATUSES = ['pending', 'paid', 'stuck', 'shipped', 'completed', 'cancelled', 'refunded'];

/** What a list is a list of, by the request that asked for it. */
function listKind(payload: Readonly<Record<string, unknown>>): ListKind {
  const preset = LIST_KINDS.find((kind) => kind === payload['preset']);
  if (preset) return preset;
  if (payload['flagged'] === true) return 'flagged';
  if (payload['q'] !== undefined) return 'search';
  return STATUSES.includes(String(payload['status'])) ? 'status' : 'recent';
}

function queryWords(payload: Readonly<Record<string, unknown>>): string {
  const named = payload['q'] ?? payload['status'];
  return typeof named === 'string' ? named : '';
}
