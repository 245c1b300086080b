import type { ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { buildCallback, fitLabel } from '@ownerbot/telegram';
import { ownerCatalogue } from '../catalogue/owner-catalogue';
import { theTemplate, type TemplateId } from '../templates';

/** Buttons under answers. Labels come from the catalogues and fit 32 characters. */
export function templateButton(context: ReplyContext, templateId: TemplateId): ReplyButton {
  return { text: theTemplate(templateId).buttonText[context.locale], data: buildCallback({ type: 'template-run', templateId }) };
}

export function panelButton(context: ReplyContext, panel: 'home' | 'help' | 'systems', label: string = panel): ReplyButton {
  return { text: context.texts.text(`panel.button.${label}`), data: buildCallback({ type: 'panel', panel }) };
}

/** Opens a section panel of the catalogue. */
export function sectionButton({ locale }: ReplyContext, panelId: string): ReplyButton {
  const panel = ownerCatalogue().panels.find(({ id }) => id === panelId);
  if (panel === undefined) throw new TypeError(`there is no panel ${panelId}`);
  return { text: panel.button[locale], data: buildCallback({ type: 'panel', panel: panelId }) };
}

/** Opens the draft of the rate's settings. */
export function fxPanelButton({ texts }: ReplyContext): ReplyButton {
  return { text: texts.text('fx_panel.button.open'), data: buildCallback({ type: 'fx', act: 'panel' }) };
}

export function followUpButton(label: string, id: string, n: number): ReplyButton {
  return { text: fitLabel(label), data: buildCallback({ type: 'follow-up', id, n }) };
}
