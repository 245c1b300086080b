import type { NotificationPresenter } from '../notification-presenter';

interface ReleasedFigures {
  readonly since: string;
  readonly skipped: Readonly<Record<string, number>>;
}

/** The chat refused us and was heard again: what did not come meanwhile. */
export const presentNotice: NotificationPresenter = ({ figures }, { texts, formats }) => {
  const { since, skipped } = figures as unknown as ReleasedFigures;
  const counts = Object.entries(skipped).map(([kind, count]) => texts.text('ntf.notice.missed', { kind, count }));
  const html = counts.length === 0 ? texts.html('ntf.notice.released_nothing', { since: formats.moment(since) }) : texts.html('ntf.notice.released', { since: formats.moment(since), missed: counts.join(', ') });
  return { html };
};
