import { ProcessSettings, SandboxAddress, Setting, settingTypes, SimAddress, SimControlAddress } from '@ownerbot/runtime';
import { SimSettings } from '@ownerbot/shop';

/** The bot and the people of the sandbox where nothing else is said: an owner, and a manager of the shop. The token has the form of a real one and opens nothing. */
export const DEFAULT_TOKEN = '110201543:sandbox-token-for-local-use-only-000';
export const DEFAULT_PERSON = { id: 10_000_001, first_name: 'Анна', language_code: 'ru' } as const;
export const DEFAULT_MANAGER = { id: 10_000_002, first_name: 'Борис', language_code: 'ru' } as const;

export class SandboxBotSettings {
  @Setting({
    key: 'BOT_TOKEN',
    type: settingTypes.secret({ matches: /^\d{1,16}:[A-Za-z0-9_-]{20,100}$/, form: '<digits>:<20 or more letters, digits, _ or ->' }),
    readBy: ['sandbox'],
    default: DEFAULT_TOKEN,
    about: 'the token that the local Telegram accepts',
  })
  readonly botToken: string;
}

export const settingsClasses = { common: ProcessSettings, address: SandboxAddress, bot: SandboxBotSettings, simAddress: SimAddress, simControlAddress: SimControlAddress, sim: SimSettings };
