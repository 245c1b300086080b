import { COMPOSE_KEYS } from './sections';
import { storedSettings } from './stored-settings';
import type { DescribedSection, DescribedSetting } from './described-setting';

const HEAD = `# Every key of OwnerBot's environment. Copy this file to .env and fill in what you need; nothing has to be.
# A line that begins with # shows the default. An empty value counts as not set.
# A secret may also come from a file: set <KEY>_FILE to its path instead.
# Written by \`npm run docs:settings\` from the settings classes.
`;

/** The text of `ENV.example`: a key without a default is a line to fill in, a default is a comment, a secret is never there. */
export function renderEnvExample(sections: readonly DescribedSection[]): string {
  const parts = sections.map(({ title, settings }) => [`# ${title}`, ...settings.map(environmentEntry)].join('\n\n'));
  const compose = ['# docker compose alone', ...COMPOSE_KEYS.map(({ key, about }) => `# ${about}\n${key}=`)].join('\n\n');
  return `${[HEAD, ...parts, compose].join('\n\n')}\n`.replace(/\n{3,}/g, '\n\n');
}

function environmentEntry({ key, about, allowed, value, defaultText, readBy }: DescribedSetting): string {
  const facts = [allowed, ...(value === '' && defaultText !== undefined ? [`default: ${defaultText}`] : []), `read by ${readBy}`];
  return [`# ${about}`, `# ${facts.join('; ')}`, value === '' ? `${key}=` : `#${key}=${value}`].join('\n');
}

/** The text of `docs/settings.md`. */
export function renderSettingsPage(sections: readonly DescribedSection[]): string {
  return [
    '# Settings',
    '',
    'Every key of the environment, in the order of `ENV.example`. Both are written by `npm run docs:settings` from the settings classes, and a test compares them.',
    '',
    '- A bool is `1`, `0`, `true` or `false`; a list is comma separated; an empty value counts as not set.',
    '- A secret is masked in every output, and may come from the file that `<KEY>_FILE` names; setting both is refused.',
    '- A value outside its range, or an unknown key that begins with `OWNERBOT_`, `SIS_`, `ASR_`, `LLM_` or `SIM_`, stops the start with exit code 2. Nothing is clamped.',
    '- A process gets the keys listed for it and no other; `npm start` and `ownerbot doctor` read all.',
    '- These are read once, when a process starts. What changes while the bot runs is stored: see the end of this page.',
    ...sections.flatMap(({ title, settings }) => ['', `## ${title}`, '', '| key | type and range | default | read by | meaning |', '|---|---|---|---|---|', ...settings.map(tableRow)]),
    '',
    '## docker compose alone',
    '',
    '| key | meaning |',
    '|---|---|',
    ...COMPOSE_KEYS.map(({ key, about }) => `| \`${key}\` | ${about} |`),
    '',
    ...storedSettings(),
    '',
  ].join('\n');
}

function tableRow({ key, allowed, value, defaultText, readBy, about }: DescribedSetting): string {
  const standard = value === '' ? (defaultText ?? '–') : `\`${value}\``;
  return `| ${[`\`${key}\``, allowed, standard, readBy, about].map((cell) => cell.replaceAll('|', '\\|').replaceAll('<', '&lt;')).join(' | ')} |`;
}
