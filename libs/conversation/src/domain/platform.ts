/** Commands that the machinery answers itself, in the order of Telegram's list. */
export const PLATFORM_COMMANDS = ['start', 'menu', 'help', 'cancel', 'systems', 'templates'] as const;

/** Message keys of the descriptions of the platform's commands; `/start` is not listed, Telegram offers it by itself. */
export const PLATFORM_COMMAND_ABOUT = [
  { name: 'menu', aboutKey: 'conversation.about.menu' },
  { name: 'help', aboutKey: 'conversation.about.help' },
  { name: 'templates', aboutKey: 'conversation.about.templates' },
  { name: 'cancel', aboutKey: 'conversation.about.cancel' },
  { name: 'systems', aboutKey: 'conversation.about.systems' },
] as const;

/** Callback prefixes that the machinery answers itself (section 4). `confirm:`, `cancel:` and `settle:` come with the actions. */
export const PLATFORM_PREFIXES = ['ui:', 'tpl:', 'ask:', 'retry:', 'drop:', 'confirm:', 'cancel:', 'settle:', 'voice:', 'file:'] as const;
