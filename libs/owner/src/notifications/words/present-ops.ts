import { templateButton } from '../../replies/buttons';
import type { TemplateId } from '../../templates';
import type { NotificationPresenter } from '../notification-presenter';
import type { OpsSignal, SignalFigures } from '../ops/signals';
import { alertReply } from './alert';

interface Raised {
  readonly signals: readonly (SignalFigures & { readonly signal: OpsSignal; readonly standing: 'new' | 'worse' | 'reminder' | 'continuing' })[];
  readonly unknown: readonly OpsSignal[];
}

/** The list behind each signal. */
const LISTS: Readonly<Record<OpsSignal, TemplateId>> = {
  unanswered: 'TEAM_UNANSWERED_N',
  stuck: 'ORD_STUCK_LIST',
  payment: 'ORD_PAYMENT_ISSUES',
  errors: 'SYS_LAST_ERRORS',
  out_of_stock: 'PRD_OUT_OF_STOCK',
  low_stock: 'PRD_LOW_STOCK',
};

/** All that is raised now: what is new first. Totals are whole, however few are named. */
export const presentOps: NotificationPresenter = (message, context) => {
  const { texts, formats } = context;
  const { signals, unknown } = message.figures as unknown as Raised;
  const sections = signals.map(({ signal, standing, count, minimum, hours, limit, oldest, examples }) => [
    texts.html('ntf.ops.signal', { signal, standing, count: formats.integer(count), window: texts.text('ntf.ops.window', { signal, hours: formats.integer(hours), limit: formats.integer(limit) }), minimum: formats.integer(minimum) }),
    ...(oldest === null ? [] : [texts.html('ntf.ops.oldest', { at: formats.moment(oldest) })]),
    ...(examples.length === 0 ? [] : [texts.html('ntf.ops.examples', { examples: examples.join(', ') })]),
  ]);
  const names = unknown.map((signal) => texts.text('ntf.quiet.signal', { signal })).join(', ');
  const buttons = signals.map(({ signal }) => templateButton(context, LISTS[signal]));
  return alertReply(
    message,
    {
      headline: texts.html('ntf.ops.title'),
      sections: [...sections, ...(unknown.length === 0 ? [] : [[texts.html('ntf.ops.unknown', { names })]])],
      buttons: [buttons.slice(0, 2), buttons.slice(2, 4), buttons.slice(4), [templateButton(context, 'BIZ_OPS_DASHBOARD_PDF')]].filter((row) => row.length > 0),
    },
    context,
  );
};
