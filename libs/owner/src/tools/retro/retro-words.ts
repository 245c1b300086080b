import type { ReplyContext } from '@ownerbot/conversation';
import { asHtml } from '@ownerbot/messages';
import { ownerCatalogue } from '../../catalogue/owner-catalogue';
import { toolTitle } from '../../catalogue/tool-title';
import type { Delta } from './summary-fields';

/** What a request was taken for: the title of its template or tool, else its kind in words. HTML. */
export function subjectOf({ template_id: templateId, tool, kind }: { readonly template_id: string | null; readonly tool: string | null; readonly kind: string }, { texts, locale }: ReplyContext): string {
  const title = (templateId === null ? undefined : ownerCatalogue().templates.get(templateId)?.title[locale]) ?? (tool === null ? null : toolTitle(tool, locale));
  return texts.html('retro.subject', { kind: kind.startsWith('not_offered.') ? 'not_offered' : kind, has: title === null ? 'no' : 'yes', title: title ?? '' });
}

/** Of a tool, a template or a kind of request, whichever of them a gap is about. HTML. */
export function gapSubject(key: string, context: ReplyContext): string {
  return subjectOf({ template_id: key, tool: key, kind: key }, context);
}

/** Why something came to nothing; a code that has no words is told as it is, the name of a question never. HTML. */
export function reasonWords(code: string, { texts }: ReplyContext): string {
  return texts.html('retro.reason', { code: isStep(code) ? 'STEP' : code, name: code.replaceAll('_', ' ') });
}

/** Questions of a flow are named in small letters, codes in capitals. */
export const isStep = (code: string): boolean => /[a-z]/.test(code);

/** A count with how it has changed, where that is known. HTML. */
export function counted(count: number, delta: Delta | undefined, { texts, formats }: ReplyContext): string {
  const value = formats.integer(count);
  return delta?.pct === null || delta === undefined ? value : texts.html('retro.changed', { value, change: formats.change(String(delta.pct)) });
}

/** The question of a template that nobody answered, as it is asked. Null: the catalogue does not know it any more. */
export function questionOf(templateId: string | null, parameter: string, { locale }: ReplyContext): string | null {
  const template = templateId === null ? undefined : ownerCatalogue().templates.get(templateId);
  return template?.inputs.find(({ slot }) => slot === parameter)?.prompt[locale] ?? null;
}

/** The line in a row of its own, as a list has it. */
export const bulleted = (line: string, { texts }: ReplyContext): string => texts.html('retro.item', { line: asHtml(line) });
