import type { Reply, ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { buildCallback, fitLabel, keyboard } from '@ownerbot/telegram';
import { topicButton } from '../advice/topic-button';
import { topicNamed } from '../advice/topics';
import { fxPanelButton } from '../replies/buttons';
import { availabilityFor } from './availability';
import { categoryButton, listedTemplates, runButton } from './category-pages';
import type { Catalogue } from './load-catalogue';
import type { PanelItem } from './panels-file';
import type { Category } from './template-file';

/** The rows of a panel as buttons; what the mode does not offer, and sections without content, leave no gap. */
export function panelRows(catalogue: Catalogue, panelId: string, context: ReplyContext): readonly (readonly ReplyButton[])[] {
  const panel = catalogue.panels.find(({ id }) => id === panelId);
  const rows = (panel?.rows ?? []).map((row) => row.flatMap((item) => buttonOf(catalogue, item, panelId, context)));
  return keyboard(rows.filter((row) => row.length > 0));
}

function buttonOf(catalogue: Catalogue, item: PanelItem, panelId: string, context: ReplyContext): ReplyButton[] {
  switch (item.type) {
    case 'template': {
      const template = catalogue.templates.get(item.templateId);
      return template === undefined || !isOffered(catalogue, item.templateId, context) ? [] : [runButton(template, context)];
    }
    case 'category': {
      const category = catalogue.categories.find(({ id }) => id === item.category);
      return category === undefined || listedTemplates(catalogue, category.id, context).length === 0 ? [] : [categoryLink(catalogue, category, panelId, context)];
    }
    case 'panel':
      return hasContent(catalogue, item.panel, context) ? [{ text: panelLabel(catalogue, item.panel, context), data: buildCallback({ type: 'panel', panel: item.panel }) }] : [];
    case 'advice': {
      const topic = topicNamed(item.topic);
      return topic === null ? [] : [topicButton(topic, context)];
    }
    case 'fx-panel':
      return isOffered(catalogue, FX_PANEL_NEEDS, context) ? [fxPanelButton(context)] : [];
    case 'service':
      return [serviceButton(item.service, panelId, context)];
  }
}

/** In a panel that names some of the category the link says that it leads to all of it. */
function categoryLink({ panels, templates }: Catalogue, category: Category, panelId: string, context: ReplyContext): ReplyButton {
  const shown = panels.find(({ id }) => id === panelId)?.rows.flat() ?? [];
  const link = categoryButton(category, context);
  if (!shown.some((item) => item.type === 'template' && templates.get(item.templateId)?.category === category.id)) return link;
  return { ...link, text: fitLabel(context.texts.text('panels.all', { title: category.title[context.locale] })) };
}

/** A section whose every template is hidden is not linked to. */
function hasContent(catalogue: Catalogue, panelId: string, context: ReplyContext): boolean {
  const panel = catalogue.panels.find(({ id }) => id === panelId);
  if (panel === undefined) return true;
  return panel.rows.flat().some((item) => {
    if (item.type === 'template') return isOffered(catalogue, item.templateId, context);
    return item.type === 'advice' || (item.type === 'category' && listedTemplates(catalogue, item.category, context).length > 0);
  });
}

/** The panel of the rate's settings ends in a change of them. */
const FX_PANEL_NEEDS = 'PRC_FX_SETTINGS';

function isOffered({ templates }: Catalogue, templateId: string, context: ReplyContext): boolean {
  const template = templates.get(templateId);
  return template !== undefined && availabilityFor(template, context) !== 'unavailable';
}

function panelLabel({ panels }: Catalogue, panelId: string, { locale, texts }: ReplyContext): string {
  return panels.find(({ id }) => id === panelId)?.button[locale] ?? texts.text(`panel.button.${panelId}`);
}

function serviceButton(service: Extract<PanelItem, { type: 'service' }>['service'], panelId: string, { texts }: ReplyContext): ReplyButton {
  switch (service) {
    case 'home':
    case 'help':
      return { text: texts.text(`panel.button.${service}`), data: buildCallback({ type: 'panel', panel: service }) };
    case 'back':
      return { text: texts.text('panel.button.back'), data: buildCallback({ type: 'panel', panel: 'home' }) };
    case 'cancel':
      return { text: texts.text('panel.button.cancel'), data: buildCallback({ type: 'panel', panel: 'home' }) };
    case 'refresh':
      return { text: texts.text('panel.button.refresh'), data: buildCallback({ type: 'panel', panel: panelId }) };
  }
}

/** Panels of the file that are drawn from it alone: title, rows, and the footer. */
export function sectionPanel(catalogue: Catalogue, panelId: string, footer: string, context: ReplyContext): Reply {
  const title = catalogue.panels.find(({ id }) => id === panelId)?.title[context.locale] ?? '';
  return { html: [context.texts.html('panel.section', { title }), footer].join('\n\n'), buttons: panelRows(catalogue, panelId, context) };
}
