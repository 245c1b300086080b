import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { allSettings, classesOf } from '../all-settings';
import { describeSettings } from './described-setting';
import { renderEnvExample, renderSettingsPage } from './render-settings';

/** The documents that are written from the settings classes: path from the root, and text. */
export function settingsDocuments(): Readonly<Record<string, string>> {
  const sections = describeSettings(classesOf(allSettings));
  return { 'ENV.example': renderEnvExample(sections), 'docs/settings.md': renderSettingsPage(sections) };
}

/** Writes both below `root`. */
export function writeSettingsDocs(root: string): void {
  for (const [path, content] of Object.entries(settingsDocuments())) writeFileSync(join(root, path), content);
}

if (require.main === module) writeSettingsDocs(process.cwd());
