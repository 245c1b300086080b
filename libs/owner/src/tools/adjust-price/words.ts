import { exampleLines, forceLines, type ActionFacts, type ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import type { ActionWords } from '../acting/action-words';
import { productLabel, productNumber } from '../acting/product-label';
import type { AdjustPriceOutput } from './adjust-price.fields';

const MOST_ROWS = 50;
const DONE_ROWS = 5;

/** "Поднять цену на 10 %", each row with its old and new price, and what they come to together. */
export const adjustPriceWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('adjust.progress'),
  title: ({ commit }, context) => context.texts.html('adjust.title', { ...changeOf(commit, context), count: idsOf(commit).length }),
  interpretation: ({ commit }, { texts }) => (commit['rounding'] === 'none' ? [] : [texts.html('adjust.rounding', { mode: String(commit['rounding']).replace('.', '_') })]),
  noop: ({ commit }, context) => [context.texts.html('adjust.named', { products: asHtml(namesOf(commit, context)) })],
  label: productLabel,
  leftOut: productNumber,
  value: (text, { formats, currency }) => formats.money(text, currency),
  effect: (action, context) => {
    const { texts, formats } = context;
    const { data } = action.preview;
    const more = data.affected_count - Math.min(data.examples.length, MOST_ROWS);
    return [
      texts.html('action.preview.affected', { count: formats.integer(data.affected_count) }),
      ...exampleLines(adjustPriceWords, data.examples.slice(0, MOST_ROWS), context),
      ...(more > 0 ? [texts.html('adjust.more', { count: formats.integer(more) })] : []),
      ...totalLine(data, context),
      ...unchangedLine(action, context),
      ...forceLines(data, context),
    ];
  },
  done: ({ preview: { data } }, context) => exampleLines(adjustPriceWords, data.examples.slice(0, DONE_ROWS), context),
};

function changeOf(commit: ActionFacts['commit'], { formats, currency }: ReplyContext): { change: string; size: string } {
  const value = String(commit['value']);
  const size = value.replace(/^-/, '');
  if (commit['mode'] === 'set') return { change: 'set', size: formats.money(value, currency) };
  return { change: value.startsWith('-') ? 'lower' : 'raise', size: commit['mode'] === 'delta_percent' ? formats.percent(size) : formats.money(size, currency) };
}

/** One price is its own total. */
function totalLine(data: object, { texts, formats, currency }: ReplyContext): string[] {
  const { rows = [], total_before: before, total_after: after } = data as Partial<AdjustPriceOutput>;
  if (rows.length < 2 || typeof before !== 'string' || typeof after !== 'string') return [];
  return [texts.html('adjust.total', { before: asHtml(formats.money(before, currency)), after: asHtml(formats.money(after, currency)) })];
}

function unchangedLine({ commit, preview: { data } }: ActionFacts, { texts, formats }: ReplyContext): string[] {
  const count = idsOf(commit).length - data.affected_count - data.rejected_count;
  return count > 0 ? [texts.html('adjust.unchanged', { count: formats.integer(count) })] : [];
}

/** The shop tells no titles of what does not change. */
function namesOf(commit: ActionFacts['commit'], context: ReplyContext): string {
  const ids = idsOf(commit);
  const named = ids.slice(0, DONE_ROWS).map((id) => productNumber(Number(id), context));
  return [...named, ...(ids.length > DONE_ROWS ? ['…'] : [])].join(', ');
}

function idsOf(commit: ActionFacts['commit']): readonly unknown[] {
  const ids = commit['product_ids'];
  return Array.isArray(ids) ? ids : [];
}
