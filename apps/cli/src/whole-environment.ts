import { loadSettings, type Environment } from '@ownerbot/runtime';
import { allSettings, knownKeys, type AllSettings } from './all-settings';

/** Every key at once, for commands that look at the whole. @throws SettingsError */
export function wholeEnvironment(env: Environment): AllSettings {
  return loadSettings({ process: 'all', classes: allSettings, env, knownKeys });
}
