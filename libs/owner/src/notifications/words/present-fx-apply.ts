import { templateButton } from '../../replies/buttons';
import type { TemplateId } from '../../templates';
import type { NotificationPresenter } from '../notification-presenter';
import { alertReply, known } from './alert';

interface Applied {
  readonly at: string;
  readonly pair: string;
  readonly rate: string | null;
  readonly percent: string | null;
  readonly count: number | null;
  readonly reason: string | null;
  readonly min_percent: string | null;
  readonly cooldown_hours: number | null;
  readonly more: { readonly count: number; readonly since: string | null } | null;
  readonly gap: { readonly from: string; readonly to: string } | null;
}

const BUTTONS: Readonly<Record<string, readonly TemplateId[]>> = { applied: ['PRC_FX_STATUS', 'PRC_FX_ROLLBACK'], noop: ['PRC_FX_STATUS'], failed: ['PRC_FX_STATUS', 'PRC_FX_AUTO', 'PRC_FX_SETTINGS_VIEW'] };

/** What the shop's repricing came to; words of ours, never those of the shop. */
export const presentFxApply: NotificationPresenter = (message, context) => {
  const { texts, formats } = context;
  const { at, pair, rate, percent, count, reason, min_percent: minPercent, cooldown_hours: hours, more, gap } = message.figures as unknown as Applied;
  const body = (): string => {
    if (message.variant === 'applied') return texts.html('ntf.apply.applied', { count: count ?? 0, rate: formats.rate(rate), change: formats.change(percent) });
    if (message.variant === 'failed') return texts.html('ntf.apply.failed');
    return texts.html('ntf.apply.noop', { reason: known(reason, ['RATE_DELTA_BELOW_MIN', 'COOLDOWN', 'NO_CHANGES']), change: formats.change(percent), minimum: formats.percent(minPercent), hours: formats.integer(hours) });
  };
  return alertReply(
    message,
    {
      headline: texts.html('ntf.apply.title', { result: known(message.variant, ['applied', 'failed']), pair: pair.replace('/', ' → '), at: formats.moment(at) }),
      sections: [
        [body()],
        [
          ...(more === null ? [] : [texts.html('ntf.apply.more', { count: more.count, since: formats.moment(more.since) })]),
          ...(gap === null ? [] : [texts.html('ntf.apply.gap', { from: formats.moment(gap.from), to: formats.moment(gap.to) })]),
        ],
      ],
      buttons: [(BUTTONS[message.variant] ?? []).map((id) => templateButton(context, id))],
    },
    context,
  );
};
