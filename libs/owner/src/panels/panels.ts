import type { Panel, Reply, ReplyContext } from '@ownerbot/conversation';
import { MISSING } from '@ownerbot/messages';
import { asksForSomeAdvice } from '../advice/routes/advice-of-text';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { panelRows, sectionPanel } from '../catalogue/section-panels';
import { availabilityFor } from '../catalogue/availability';
import { ownerReadings } from '../intents/owner-readings';
import { analyse } from '../intents/sentence/analyse';
import { suggestionsFor } from '../intents/suggest';
import { panelButton, templateButton } from '../replies/buttons';
import { modeOf, nowWords, panelFooter } from './footer';
import { toolsPanel } from './tools-panel';
import { unsettledRows, unsettledSection } from './unsettled';
import { upstreamPanel } from './upstream-panel';

/** The panels `home` and `systems`, and the help. They are drawn from the context alone. */
const LONGEST_NAME = 40;

const home: Panel = (context) => {
  const { texts } = context;
  const name = context.firstName?.trim().slice(0, LONGEST_NAME) ?? '';
  return {
    html: [name === '' ? texts.html('panel.home.greeting') : texts.html('panel.home.greeting_name', { name }), texts.html('panel.home.hint'), panelFooter(context)].join('\n\n'),
    buttons: panelRows(ownerCatalogue(), 'home', context),
  };
};

const systems: Panel = (context) => {
  const { status, texts, formats, timezone } = context;
  return {
    html: [
      texts.html('panel.systems.title'),
      ...unsettledSection(context),
      [
        texts.html('panel.systems.mode', { mode: modeOf(status.mode) }),
        texts.html('panel.systems.database', { state: status.database }),
        texts.html('panel.systems.queue', { state: status.queue, backend: status.queueBackend === 'redis' ? 'redis' : 'postgres', waiting: formats.integer(status.inboxWaiting) }),
        texts.html('panel.systems.voice', { provider: status.providers['ASR_PROVIDER'] ?? 'off' }),
        plannerLine(context),
      ].join('\n'),
      [
        texts.html('panel.systems.shop', { project: context.tenant.project, shop: formats.integer(context.tenant.shopId), currency: context.currency }),
        texts.html('panel.systems.timezone', { zone: timezone, at: nowWords(context) }),
        texts.html('panel.systems.version', { version: status.version === '' ? MISSING : status.version }),
      ].join('\n'),
      ...(context.recent.openProposals === 0 ? [] : [texts.html('panel.open_proposals', { count: context.recent.openProposals })]),
    ].join('\n\n'),
    buttons: [...unsettledRows(context), ...panelRows(ownerCatalogue(), 'systems', context)],
  };
};

/** The topics of advice, and what advice is. */
const advisor: Panel = (context) => ({
  html: [context.texts.html('advice.panel.title'), context.texts.html('advice.panel.hint'), panelFooter(context)].join('\n\n'),
  buttons: panelRows(ownerCatalogue(), 'advisor', context),
});

/** Panels that the file draws alone: a title, its rows, and the footer. */
const SECTIONS = ['dash', 'focus:burn', 'focus:money', 'focus:stock', 'orders', 'prices', 'products', 'notify'] as const;
const section = (id: string): Panel => (context) => sectionPanel(ownerCatalogue(), id, panelFooter(context), context);

export const panels: Readonly<Record<string, Panel>> = { home, systems, advisor, tools: toolsPanel, upstream: upstreamPanel, ...Object.fromEntries(SECTIONS.map((id) => [id, section(id)])) };

/** Whether a key is there needs no word of its own: without one the planner is off. */
function plannerLine({ texts, formats, status: { planner } }: ReplyContext): string {
  const { provider = '', model = '', state = 'off', until = null } = planner ?? {};
  return texts.html('panel.systems.planner', { state, provider: provider.toUpperCase(), model, until: until === null ? '' : formats.time(until) });
}

/** Examples, each of which works when it is sent; after a text that nothing matched they follow one line about it. */
export function help(context: ReplyContext, text: string | null): Reply {
  const { texts, tenant } = context;
  const example = `${tenant.orderPrefix}1003`;
  if (text !== null) return notUnderstood(text, context);
  const buttons = [[templateButton(context, 'RPT_KPI_TODAY'), templateButton(context, 'ORD_ATTENTION')], [panelButton(context, 'home')]];
  return { html: [texts.html('help.title'), texts.html('help.sales'), texts.html('help.orders', { example }), texts.html('help.shop'), texts.html('help.prices'), texts.html('help.system'), texts.html('help.bot')].join('\n\n'), buttons };
}

/** The answer to a text that nothing matched: what comes nearest to it as buttons, else examples. */
function notUnderstood(text: string, context: ReplyContext): Reply {
  const sentence = analyse(text, context);
  if (asksForSomeAdvice(sentence)) return advisor(context);
  const near = suggestionsFor(sentence, ownerReadings()).filter((template) => availabilityFor(template, context) !== 'unavailable');
  const home = [panelButton(context, 'home'), panelButton(context, 'help')];
  if (near.length > 0) return { html: context.texts.html('help.near'), buttons: [...near.map(({ templateId }) => [templateButton(context, templateId)]), home] };
  const example = `${context.tenant.orderPrefix}1003`;
  return { html: context.texts.html('help.unknown', { example }), buttons: [[templateButton(context, 'RPT_KPI_TODAY'), templateButton(context, 'ORD_ATTENTION')], home] };
}
