// Who may know whom. The layers of the libraries, the packages that only one library may import, and what each app may touch.

const layers = (below) => Array.from({ length: below + 1 }, (_, layer) => `layer:${layer}`);

/** A project imports only from lower layers; three same-layer imports are allowed by name. */
const dependencies = [
  { sourceTag: 'layer:0', onlyDependOnLibsWithTags: ['layer:none'] },
  { sourceTag: 'layer:1', onlyDependOnLibsWithTags: layers(0) },
  { sourceTag: 'lib:access', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:shop', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:voice', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:planner', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:reports', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'lib:tools', onlyDependOnLibsWithTags: [...layers(1), 'lib:shop'] },
  { sourceTag: 'lib:actions', onlyDependOnLibsWithTags: [...layers(1), 'lib:shop', 'lib:tools'] },
  { sourceTag: 'lib:operations', onlyDependOnLibsWithTags: layers(1) },
  { sourceTag: 'layer:3', onlyDependOnLibsWithTags: layers(2) },
  { sourceTag: 'layer:4', onlyDependOnLibsWithTags: layers(3) },
  { sourceTag: 'layer:test', onlyDependOnLibsWithTags: layers(4) },
  { sourceTag: 'layer:app', onlyDependOnLibsWithTags: layers(4) },
  // The benchmarks measure what stands on all layers.
  { sourceTag: 'layer:workspace', onlyDependOnLibsWithTags: [...layers(4), 'layer:workspace'] },
  // Ingest is thin: it knows the queues and Telegram, never what a message means.
  { sourceTag: 'app:ingest', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:queues', 'lib:telegram'] },
  { sourceTag: 'app:notifier', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:messages', 'lib:queues', 'lib:storage', 'lib:telegram', 'lib:operations', 'lib:conversation', 'lib:owner'] },
  { sourceTag: 'app:console', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:messages', 'lib:queues', 'lib:storage', 'lib:shop', 'lib:operations'] },
  { sourceTag: 'app:asr', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:voice'] },
  { sourceTag: 'app:sandbox', onlyDependOnLibsWithTags: ['lib:runtime', 'lib:storage', 'lib:shop'] },
];

/** Files that only tests and benchmarks run: they may also use `libs/testing` and talk to the real stores. */
export const testFiles = ['**/*.spec.ts', '**/test-support/**/*.ts', '**/fixtures/**/*.ts', '**/conformance/**/*.ts', '**/e2e/**/*.ts', 'libs/testing/**/*.ts', 'tools/bench/**/*.ts', 'tools/chaos/**/*.ts'];

const moduleBoundaries = (depConstraints) => [
  'error',
  {
    enforceBuildableLibDependency: false,
    // The migrations are a folder of the root, where people look for them; storage alone has a reason to name them.
    allow: ['^(\\.\\./)+migrations/'],
    // `testing` starts the stores with the libraries whose tests use it, and the benchmarks of the workspace, whose presets all tests use,
    // measure the libraries; no program runs in these circles.
    ignoredCircularDependencies: [
      ['testing', '*'],
      ['workspace', '*'],
    ],
    depConstraints,
  },
];

/** For `@nx/enforce-module-boundaries`, which needs Nx's project graph: `nx show projects` makes it. */
export const projectImportRules = [
  { files: ['**/*.ts', '**/*.tsx'], rules: { '@nx/enforce-module-boundaries': moduleBoundaries(dependencies) } },
  {
    files: testFiles,
    rules: {
      '@nx/enforce-module-boundaries': moduleBoundaries(
        dependencies.map((one) => ({ ...one, onlyDependOnLibsWithTags: [...one.onlyDependOnLibsWithTags, 'layer:test'] })),
      ),
    },
  },
];

/** Packages with one home. Paths are folders from the root. */
const homes = {
  bullmq: ['libs/queues'],
  ioredis: ['libs/queues'],
  typeorm: ['libs/storage', 'migrations'],
  pg: ['libs/storage', 'libs/queues/src/backends'],
  axios: ['libs/shop', 'libs/voice', 'libs/planner'],
  'node-telegram-bot-api': ['libs/telegram'],
  echarts: ['libs/reports'],
  '@resvg/resvg-js': ['libs/reports'],
  fontkit: ['libs/reports'],
  piscina: ['libs/reports'],
};

const messageFor = (name) => `${name} is imported in ${homes[name].join(', ')} alone; call that library instead.`;

/** Static imports and re-exports by the one rule, `import()` by the other; types count as well. */
const restricted = (names) => ({
  '@typescript-eslint/no-restricted-imports': ['error', { patterns: names.map((name) => ({ regex: `^${name}(/|$)`, message: messageFor(name), allowTypeImports: false })) }],
  'no-restricted-syntax': ['error', ...names.map((name) => ({ selector: `ImportExpression > Literal[value=/^${name.replaceAll('/', '\\u002F')}(\\u002F|$)/]`, message: messageFor(name) }))],
});

const allNames = Object.keys(homes);
const isHomeOf = (name, folder) => homes[name].some((home) => folder === home || folder.startsWith(`${home}/`));

/** The console's page runs in browsers: of the server it knows the shapes of the API and nothing else. */
export const pageImportRules = [
  {
    files: ['apps/console/web/src/**/*.ts', 'apps/console/web/src/**/*.tsx'],
    ignores: testFiles,
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { patterns: [{ regex: '^@ownerbot/|^(\\.\\./)+src/(?!contract$)|^node:', message: 'The page imports apps/console/src/contract alone; everything else comes over HTTP.', allowTypeImports: false }] },
      ],
    },
  },
];

/** One rule for the whole tree, then one for each home that lets in what lives there. */
export const externalImportRules = [
  { files: ['**/*.ts'], ignores: testFiles, rules: restricted(allNames) },
  ...[...new Set(Object.values(homes).flat())].map((folder) => ({
    files: [`${folder}/**/*.ts`],
    ignores: testFiles,
    rules: restricted(allNames.filter((name) => !isHomeOf(name, folder))),
  })),
];
