import type { ActionFacts, ReplyContext } from '@ownerbot/conversation';
import type { ActionWords } from '../acting/action-words';
import { productNumber } from '../acting/product-label';
import type { RolledBackJob, SisFxRollbackOutput } from './sis-fx-rollback.fields';

/** "Откатить пересчёт от 18.03, 12:00": which job it was, and how many prices it changed. */
export const fxRollbackWords: ActionWords = {
  progress: (_run, { texts }) => texts.html('rollback.progress'),
  title: (action, { texts, formats }) => {
    const at = jobOf(action)?.finished_at ?? null;
    return at === null ? texts.html('rollback.title') : texts.html('rollback.title_at', { at: formats.moment(at) });
  },
  interpretation: (action, context) => jobLines(jobOf(action), context),
  noop: (_action, { texts }) => [texts.html('rollback.nothing')],
  leftOut: leftAsItIs,
  value: (text, { formats, currency }) => formats.money(text, currency),
};

/** A repricing also touches variants and coupons; a coupon is named by its code. */
function leftAsItIs(id: number | string, context: ReplyContext): string {
  if (typeof id === 'number') return productNumber(id, context);
  const [, kind = '', number = ''] = /^(variant|coupon)-(\d+)$/.exec(id) ?? [];
  return context.texts.html('rollback.left_out', { kind, id: number === '' ? id : number });
}

function jobOf({ preview: { data } }: ActionFacts): RolledBackJob | null {
  return (data as Partial<SisFxRollbackOutput>).job ?? null;
}

function jobLines(job: RolledBackJob | null, { texts, formats }: ReplyContext): string[] {
  if (job === null) return [];
  return [
    texts.html('rollback.job', { id: job.job_id, kind: job.kind }),
    ...(job.affected_count === null ? [] : [texts.html('rollback.count', { count: formats.integer(job.affected_count) })]),
    texts.html('rollback.restores'),
  ];
}
