// Who may know whom. The layers of the libraries, the packages that only one library may import, and what each app may touch.

const layers = (below) => Array.from({ length: below + 1 }, (_, layer) => `layer:${layer}`);

/** For `@nx/enforce-module-boundaries`: a project imports only from lower layers; three same-layer imports are allowed by name. */
export const boundaries = [
  { sourceTag: 'layer:0', onlyDependOnLibsWithTags: ['layer:none'] },
  { sourceTag: 'layer:1', onlyDependOnLibsWithTags: layers(0) },
  { sourceTag: 'lib:access', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:shop', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:tools', onlyDependOnLibsWithTags: [...layers(1), 'lib:shop'] },
  { sourceTag: 'layer:3', onlyDependOnLibsWithTags: layers(2) },
  { sourceTag: 'layer:4', onlyDependOnLibsWithTags: layers(3) },
  { sourceTag: 'layer:test', onlyDependOnLibsWithTags: layers(4) },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: layers(4) },
  // Ingest is thin: it knows the queues and Telegram, never what a message means.
  { sourceTag: 'app:ingest', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:queues', 'lib:telegram'] },
  { sourceTag: 'app:notifier', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:messages', 'lib:queues', 'lib:storage', 'lib:telegram', 'lib:owner'] },
  { sourceTag: 'app:sandbox', onlyDependOnLibsWithTags: ['lib:runtime'] },
];

/** Packages with one home. Paths are folders from the root. */
const homes = {
  bullmq: ['libs/queues'],
  ioredis: ['libs/queues'],
  typeorm: ['libs/storage', 'migrations'],
  pg: ['libs/storage', 'libs/queues/src/backends'],
  axios: ['libs/shop', 'libs/voice', 'libs/planner'],
  'node-telegram-bot-api': ['libs/telegram'],
};

const restricted = (names) => [
  'error',
  {
    patterns: names.map((name) => ({
      group: [name, `${name}/*`],
      message: `${name} is imported in ${homes[name].join(', ')} alone; call that library instead.`,
      allowTypeImports: false,
    })),
  },
];

const allNames = Object.keys(homes);

/** One rule for the whole tree, then one for each home that lets in what lives there. Tests may talk to the real stores. */
export const externalImportRules = [
  { files: ['**/*.ts'], ignores: ['**/*.spec.ts', '**/test-support/**', 'libs/testing/**'], rules: { '@typescript-eslint/no-restricted-imports': restricted(allNames) } },
  ...[...new Set(Object.values(homes).flat())].map((home) => ({
    files: [`${home}/**/*.ts`],
    ignores: ['**/*.spec.ts'],
    rules: { '@typescript-eslint/no-restricted-imports': restricted(allNames.filter((name) => !homes[name].includes(home) && !homes[name].some((other) => home.startsWith(`${other}/`)))) },
  })),
];
