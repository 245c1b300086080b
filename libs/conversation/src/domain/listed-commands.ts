import type { Locale } from '@ownerbot/messages';
import type { ComposedDomains } from './compose-domains';
import { PLATFORM_COMMAND_ABOUT } from './platform';

/**
 * The list of commands that Telegram offers (Bot API `setMyCommands`): the platform's menu and help first, then the domains', then the rest.
 */
export function listedCommands(composed: ComposedDomains, locale: Locale): { command: string; description: string }[] {
  const texts = composed.texts[locale];
  const [menu, help, ...others] = PLATFORM_COMMAND_ABOUT;
  const own = [...composed.commands.values()].map(({ name, aboutKey }) => ({ name, aboutKey }));
  return [menu, help, ...own, ...others].flatMap(({ name, aboutKey }) => (aboutKey === null ? [] : [{ command: name, description: texts.text(aboutKey) }]));
}
