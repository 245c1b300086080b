import type { Reply, ReplyButton, ReplyContext } from '@ownerbot/conversation';
import { buildCallback, fitLabel, keyboard } from '@ownerbot/telegram';
import { panelFooter } from '../panels/footer';
import { availabilityFor } from './availability';
import type { Catalogue } from './load-catalogue';
import type { Category, TemplateFile } from './template-file';

const PER_PAGE = 8;

/** The templates of a category that are listed and that the mode offers, by their order. */
export function listedTemplates({ templates }: Catalogue, category: string, context: Pick<ReplyContext, 'status'>): readonly TemplateFile[] {
  return [...templates.values()]
    .filter((one) => one.category === category && !one.hidden && availabilityFor(one, context) !== 'unavailable')
    .sort((one, other) => one.order - other.order);
}

export function runButton({ templateId, buttonText }: TemplateFile, { locale }: Pick<ReplyContext, 'locale'>): ReplyButton {
  return { text: buttonText[locale], data: buildCallback({ type: 'template-run', templateId }) };
}

export function categoryButton({ id, title, icon }: Category, { locale }: Pick<ReplyContext, 'locale'>, page = 1): ReplyButton {
  return { text: fitLabel(`${icon} ${title[locale]}`), data: buildCallback({ type: 'template-category', category: id, page }) };
}

const homeButton = ({ texts }: ReplyContext): ReplyButton => ({ text: texts.text('panel.button.home'), data: buildCallback({ type: 'panel', panel: 'home' }) });

/** `tpl:home`: the categories that hold something. */
export function categoriesPage(catalogue: Catalogue, context: ReplyContext): Reply {
  const shown = catalogue.categories.filter(({ id }) => listedTemplates(catalogue, id, context).length > 0);
  const buttons = shown.map((category) => categoryButton(category, context));
  const rows = Array.from({ length: Math.ceil(buttons.length / 2) }, (_, row) => buttons.slice(row * 2, row * 2 + 2));
  return { html: [context.texts.html('templates.categories'), panelFooter(context)].join('\n\n'), buttons: keyboard([...rows, [homeButton(context)]]) };
}

/** `tpl:cat:<category>:<page>`: eight templates, one column; a page beyond the end is the last one. */
export function categoryPage(catalogue: Catalogue, { category, page }: { category: string; page: number }, context: ReplyContext): Reply | null {
  const found = catalogue.categories.find(({ id }) => id === category);
  if (found === undefined) return null;
  const all = listedTemplates(catalogue, category, context);
  const pages = Math.max(1, Math.ceil(all.length / PER_PAGE));
  const at = Math.min(Math.max(1, page), pages);
  const turn = (text: string, to: number): ReplyButton => ({ text, data: buildCallback({ type: 'template-category', category, page: to }) });
  const paging = [
    ...(at > 1 ? [turn(context.texts.text('button.previous'), at - 1)] : []),
    turn(context.texts.text('button.page', { page: String(at), pages: String(pages) }), at),
    ...(at < pages ? [turn(context.texts.text('button.next'), at + 1)] : []),
  ];
  const title = `${found.icon} ${found.title[context.locale]}`;
  return {
    html: [all.length === 0 ? context.texts.html('templates.empty', { title }) : context.texts.html('templates.category', { title }), panelFooter(context)].join('\n\n'),
    buttons: keyboard([...all.slice((at - 1) * PER_PAGE, at * PER_PAGE).map((one) => [runButton(one, context)]), ...(pages > 1 ? [paging] : []), [{ text: context.texts.text('templates.button.categories'), data: buildCallback({ type: 'templates-home' }) }, homeButton(context)]]),
  };
}
