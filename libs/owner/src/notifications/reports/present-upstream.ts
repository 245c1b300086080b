import { keyboard } from '@ownerbot/telegram';
import { panelButton } from '../../replies/buttons';
import type { NotificationPresenter } from '../notification-presenter';

interface OutageFigures {
  readonly cause: string;
  readonly since: string;
  readonly kept: number;
  readonly is_again: boolean;
  readonly duration_ms?: number;
}

const MINUTE_MS = 60_000;

/** The shop does not answer, or does again: since when, what that means, and how many of the owner's requests wait. */
export const presentUpstream: NotificationPresenter = ({ variant, figures }, context) => {
  const { texts, formats } = context;
  const { cause, since, kept, is_again: isAgain, duration_ms: durationMs = 0 } = figures as unknown as OutageFigures;
  const lines =
    variant === 'recovery'
      ? [`<b>${texts.html('ntf.upstream.back.title')}</b>`, texts.html('ntf.upstream.back.text', { since: formats.moment(since), age: formats.age(durationMs / MINUTE_MS) })]
      : [
          `<b>${texts.html('ntf.upstream.away.title', { cause, again: isAgain ? 'yes' : 'no', since: formats.moment(since) })}</b>`,
          texts.html('ntf.upstream.away.text', { cause }),
          ...(kept === 0 ? [] : [texts.html('ntf.upstream.away.kept', { count: kept })]),
        ];
  return { html: lines.join('\n'), buttons: keyboard([[panelButton(context, 'systems')]]) };
};
