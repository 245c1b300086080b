import { templateButton } from '../../replies/buttons';
import type { NotificationPresenter } from '../notification-presenter';
import { alertReply, known } from './alert';

interface Moved {
  readonly pair: string;
  readonly before: string;
  readonly since: string;
  readonly after: string;
  readonly percent: string;
  readonly provider: string;
  readonly taken_at: string;
  readonly applied: string | null;
  readonly is_due: boolean;
  readonly not_due: string | null;
}

/** From where to where the rate has moved, and what that means for the prices. */
export const presentFxDelta: NotificationPresenter = (message, context) => {
  const { texts, formats } = context;
  const { pair, before, since, after, percent, provider, taken_at: takenAt, applied, is_due: isDue, not_due: notDue } = message.figures as unknown as Moved;
  const due = texts.text('ntf.fx.due', { reason: isDue ? 'DUE' : known(notDue, ['RATE_DELTA_BELOW_MIN', 'COOLDOWN', 'NO_CHANGES']) });
  return alertReply(
    message,
    {
      headline: texts.html('ntf.fx.moved', { pair: pair.replace('/', ' → '), before: formats.rate(before), after: formats.rate(after), change: formats.change(percent) }),
      sections: [[texts.html('ntf.fx.since', { since: formats.moment(since), provider: provider.toUpperCase(), at: formats.moment(takenAt) }), texts.html(applied === null ? 'ntf.fx.never_applied' : 'ntf.fx.applied', applied === null ? { due } : { rate: formats.rate(applied), due })]],
      buttons: [[templateButton(context, 'PRC_FX_STATUS'), ...(isDue ? [templateButton(context, 'PRC_FX_AUTO')] : [])]],
    },
    context,
  );
};
