import type { ReplyContext } from '@ownerbot/conversation';

const MODES = ['DEMO', 'SIS_HTTP', 'SIS_DB_RO', 'AUTO'];

export const modeOf = (mode: string): string => (MODES.includes(mode) ? mode : 'other');
export const nowWords = ({ formats, now }: Pick<ReplyContext, 'formats' | 'now'>): string => formats.moment(now.toISOString());

/** The last lines of every panel: data mode, time of rendering, what is not in order, and the previews that wait for a press. */
export function panelFooter(context: ReplyContext): string {
  const { status, texts, recent } = context;
  const health = status.database === 'ok' && status.queue === 'ok' ? 'ok' : 'trouble';
  const line = texts.html('panel.home.status', { mode: modeOf(status.mode), at: nowWords(context), health });
  return recent.openProposals === 0 ? line : `${line}\n${texts.html('panel.open_proposals', { count: recent.openProposals })}`;
}
