import { buildCallback, LABEL_LIMIT } from '@ownerbot/telegram';
import type { Report } from '../findings';
import type { Category, TemplateFile } from '../template-file';

const TITLE_LIMIT = 80;
const PROMPT_LIMIT = 200;
const MOST_PRESETS = 8;
const EMOJI = /\p{Extended_Pictographic}/gu;
const LOCALES = ['ru', 'en'] as const;
const SAYS_ALL = { ru: /(?<!\p{L})(?:все|всё|всех|весь|всю)(?!\p{L})/iu, en: /\b(?:all|every)\b/i };

/** Lengths of texts, and that a change of everything says so. */
export function checkLabels({ title, buttonText, inputs, payload, phrases }: TemplateFile, report: Report): void {
  for (const locale of LOCALES) {
    const label = buttonText[locale];
    if (label.length > LABEL_LIMIT) report(`button_text.${locale}`, 'TPL_LABEL', `has ${label.length} characters`, `at most ${LABEL_LIMIT}`);
    if ((label.match(EMOJI) ?? []).length > 1) report(`button_text.${locale}`, 'TPL_LABEL', 'has more than one emoji', 'at most one');
    if (title[locale].length > TITLE_LIMIT) report(`title.${locale}`, 'TPL_LABEL', `has ${title[locale].length} characters`, `at most ${TITLE_LIMIT}`);
    inputs.forEach(({ prompt, presets }, at) => {
      if (prompt[locale].length > PROMPT_LIMIT) report(`inputs.${at}.prompt.${locale}`, 'TPL_LABEL', `has ${prompt[locale].length} characters`, `at most ${PROMPT_LIMIT}`);
      presets.forEach(({ text }, index) => {
        if (text[locale].length > LABEL_LIMIT) report(`inputs.${at}.presets.${index}.text.${locale}`, 'TPL_LABEL', `has ${text[locale].length} characters`, `at most ${LABEL_LIMIT}`);
      });
      if (locale === 'ru' && presets.length > MOST_PRESETS) report(`inputs.${at}.presets`, 'TPL_LABEL', `has ${presets.length} buttons`, `at most ${MOST_PRESETS}`);
    });
  }
  const all = payload['scope_all'] === true || phrases.some(({ set }) => set['scope_all'] === true);
  if (all) for (const locale of LOCALES) if (!SAYS_ALL[locale].test(title[locale])) report(`title.${locale}`, 'TPL_SCOPE', 'changes everything and does not say so', 'a title that says "all"');
}

/** The ids of templates fit by their form; those of categories are free. */
export function checkCategoryBudget({ id }: Category, at: number, report: Report): void {
  try {
    buildCallback({ type: 'template-category', category: id, page: 999 });
  } catch {
    report(`${at}.id`, 'TPL_CALLBACK_BUDGET', 'does not fit into the callback of a button', 'at most 64 bytes, of the characters of an id');
  }
}

/** Equal texts and equal places within a category, and ids that exist twice; both files are named. */
export function checkTogether(templates: readonly TemplateFile[], reportOf: (file: string) => Report): void {
  const seen = { id: new Map<string, string>(), order: new Map<string, string>(), label: new Map<string, string>() };
  const twice = (table: Map<string, string>, key: string, file: string): string | null => {
    const first = table.get(key);
    if (first === undefined) table.set(key, file);
    return first ?? null;
  };
  for (const { file, templateId, category, order, buttonText } of templates) {
    const report = reportOf(file);
    const sameId = twice(seen.id, templateId, file);
    if (sameId !== null) report('template_id', 'TPL_DUPLICATE_ID', `${templateId} is the id of ${sameId} too`, 'an id of its own');
    const sameOrder = twice(seen.order, `${category} ${order}`, file);
    if (sameOrder !== null) report('order', 'TPL_DUPLICATE_ORDER', `${order} is the order of ${sameOrder} too`, 'a number of its own within the category');
    for (const locale of LOCALES) {
      const sameLabel = twice(seen.label, `${category} ${locale} ${buttonText[locale]}`, file);
      if (sameLabel !== null) report(`button_text.${locale}`, 'TPL_LABEL', `"${buttonText[locale]}" is the text of ${sameLabel} too`, 'a text of its own within the category');
    }
  }
}

