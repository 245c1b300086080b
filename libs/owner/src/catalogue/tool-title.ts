import type { Locale } from '@ownerbot/messages';
import { ownerCatalogue } from './owner-catalogue';

/** What a tool is asked for by: the title of its first template that does more than show. Null: no template asks for it. */
export function toolTitle(tool: string, locale: Locale): string | null {
  const [first] = [...ownerCatalogue().templates.values()]
    .filter((one) => one.tool.type === 'named' && one.tool.tool === tool)
    .sort((one, other) => Number(one.previewOnly) - Number(other.previewOnly) || one.order - other.order);
  return first?.title[locale] ?? null;
}
