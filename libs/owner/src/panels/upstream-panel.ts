import type { Panel, ReplyContext } from '@ownerbot/conversation';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { panelRows } from '../catalogue/section-panels';
import { panelFooter } from './footer';

/** Where the data come from: the mode that counts, the configured one, what was chosen at run time, and when SIS last answered. */
export const upstreamPanel: Panel = (context) => {
  const { texts } = context;
  return { html: [texts.html('upstream.title'), lines(context).join('\n'), panelFooter(context)].join('\n\n'), buttons: panelRows(ownerCatalogue(), 'upstream', context) };
};

function lines({ status, texts, formats }: ReplyContext): string[] {
  const { configured, override, isSwitchable } = status.dataMode;
  return [
    texts.html('upstream.effective', { mode: status.mode }),
    texts.html('upstream.configured', { mode: configured }),
    override === null ? texts.html('upstream.no_override') : texts.html(isSwitchable ? 'upstream.override' : 'upstream.ignored', { mode: override }),
    ...(isSwitchable ? [] : [texts.html('upstream.fixed')]),
    status.sisPing === undefined ? texts.html('upstream.no_ping') : texts.html('upstream.ping', { state: status.sisPing.isUp ? 'up' : 'down', at: formats.moment(status.sisPing.at) }),
  ];
}
