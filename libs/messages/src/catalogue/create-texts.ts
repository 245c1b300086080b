import { MessageError } from '../errors';
import type { Locale } from '../locales';
import type { Catalogue } from './create-catalogue';
import type { CompiledMessage } from './compile-message';

/** A piece of HTML that is already escaped; everything else that enters a message is escaped on its way in. */
export type Html = { readonly html: string };
export const asHtml = (html: string): Html => ({ html });

export type TextParams = Readonly<Record<string, string | number>>;
export type HtmlParams = Readonly<Record<string, string | number | Html>>;

/** The texts of one language. Parameters must be exactly the placeholders of the message. */
export type Texts = {
  readonly locale: Locale;
  has(key: string): boolean;
  /** Plain text: labels of buttons, alerts, commands. @throws MessageError also when the message holds tags. */
  text(key: string, params?: TextParams): string;
  /** HTML for Telegram: string parameters are escaped, `Html` ones are taken as they are. */
  html(key: string, params?: HtmlParams): string;
};

/** `escapeHtml` is the one of the telegram library: escaping happens in one place. */
export function createTexts(catalogue: Catalogue, locale: Locale, { escapeHtml }: { escapeHtml: (text: string) => string }): Texts {
  return {
    locale,
    has: (key) => catalogue.has(key),
    text(key, params = {}) {
      const message = catalogue.message(locale, key);
      if (message.isHtml) throw new MessageError('MESSAGE_PARAMETERS', key, 'holds tags and cannot be plain text');
      checkParams(key, message, params);
      return message.format(params);
    },
    html(key, params = {}) {
      const message = catalogue.message(locale, key);
      checkParams(key, message, params);
      const values = Object.entries(params).map(([name, value]) => {
        if (typeof value === 'object') return [name, value.html] as const;
        return [name, message.placeholders.get(name) === 'text' ? escapeHtml(String(value)) : value] as const;
      });
      return message.format(Object.fromEntries(values));
    },
  };
}

function checkParams(key: string, message: CompiledMessage, params: HtmlParams): void {
  const fail = (detail: string): never => {
    throw new MessageError('MESSAGE_PARAMETERS', key, detail);
  };
  for (const name of Object.keys(params)) if (!message.placeholders.has(name)) fail(`has no placeholder {${name}}`);
  for (const [name, kind] of message.placeholders) {
    const value = params[name];
    if (value === undefined) fail(`needs {${name}}`);
    if (kind === 'number' && typeof value !== 'number') fail(`{${name}} takes a number`);
    if (kind === 'text' && typeof value === 'number') fail(`{${name}} takes a formatted text, not a number`);
    const choices = message.choices.get(name);
    if (choices && !choices.includes('other') && !choices.includes(String(value))) fail(`{${name}} takes one of ${choices.join(', ')}`);
  }
}
