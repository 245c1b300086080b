import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { templateButton } from '../../replies/buttons';
import type { ActionWords } from '../acting/action-words';
import { flagReason, statusWords } from '../order-words';
import type { BulkFlagOrderOutput } from './bulk-flag-order.fields';

/** "Отметить зависшие заказы": how many fit, how many of them are taken, and which. */
export const bulkFlagWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('bulk_flag.progress'),
  title: (action, { texts }) => texts.html('bulk_flag.title', { preset: previewOf(action).applied_filters.preset ?? 'other' }),
  interpretation(action, context) {
    const { applied_filters: filters } = previewOf(action);
    return [...filterLines(filters, context), context.texts.html('bulk_flag.reason', { reason: flagReason(context, String(action.commit['reason'] ?? '')) })];
  },
  effect(action, context) {
    const { texts, formats } = context;
    const { matched_count: matched, targets_count: targets } = previewOf(action);
    return [
      texts.html('bulk_flag.targets', { count: formats.integer(targets) }),
      ...(matched > targets ? [texts.html('bulk_flag.more_match', { matched: formats.integer(matched) })] : []),
      sampleLine(action, context),
    ];
  },
  rollback: (_action, { texts }) => texts.html('bulk_flag.way_back'),
  done(action, context) {
    const { texts, formats } = context;
    const skipped = Number(action.result?.['skipped_count'] ?? 0);
    return [...(skipped > 0 ? [texts.html('bulk_flag.skipped', { count: formats.integer(skipped) })] : []), sampleLine(action, context)];
  },
  followUps: (_action, context) => ({ buttons: [[templateButton(context, 'ORD_FLAGGED_LIST')]] }),
};

/** The runner has checked it against the tool's output. */
function previewOf({ preview }: ActionFacts) {
  return preview.data as ActionFacts['preview']['data'] & Pick<BulkFlagOrderOutput, 'matched_count' | 'targets_count' | 'sample_order_ids' | 'applied_filters'>;
}

function sampleLine(action: ActionFacts, { texts, formats }: ReplyContext): string {
  const { targets_count: targets, sample_order_ids: sample } = previewOf(action);
  const rest = targets - sample.length;
  return rest > 0 ? texts.html('bulk_flag.sample_of', { ids: sample.join(', '), rest: formats.integer(rest) }) : texts.html('bulk_flag.sample', { ids: sample.join(', ') });
}

function filterLines({ status, q, period }: BulkFlagOrderOutput['applied_filters'], context: ReplyContext): string[] {
  const { texts, formats } = context;
  return [
    ...(status === undefined ? [] : [texts.html('bulk_flag.status', { status: asHtml(statusWords(context, status)) })]),
    ...(q === undefined ? [] : [texts.html('bulk_flag.query', { q })]),
    ...(period === undefined ? [] : [texts.html('bulk_flag.period', { range: formats.range(period.from, period.to) })]),
  ];
}
