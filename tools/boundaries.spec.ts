import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';

const root = resolve(__dirname, '..');

/**
 * Lints texts as if they were files of the tree, without the rules that need types: no boundary does, and reading the types of the whole
 * tree takes half a minute. In a process of its own: ESLint loads its configuration as an ES module.
 */
const LINTER = `
  const { ESLint } = require('eslint');
  const cases = JSON.parse(require('node:fs').readFileSync(0, 'utf8'));
  const untyped = require('typescript-eslint').configs.disableTypeChecked;
  const eslint = new ESLint({ cwd: process.cwd(), overrideConfig: [{ ...untyped, files: ['**/*.ts', '**/*.tsx'] }] });
  (async () => {
    const found = [];
    for (const { file, code } of cases) {
      const [result] = await eslint.lintText(code, { filePath: file });
      found.push(result.messages.map(({ ruleId, message }) => ({ rule: ruleId, message })));
    }
    process.stdout.write(JSON.stringify(found));
  })();
`;

interface Case {
  readonly name: string;
  /** A folder whose first file lends its path. */
  readonly in: string;
  readonly code: string;
  /** What refuses it; nothing when it is legal. */
  readonly refusedBy?: '@nx/enforce-module-boundaries' | '@typescript-eslint/no-restricted-imports' | 'no-restricted-syntax';
}

const PROJECTS = '@nx/enforce-module-boundaries';
const PACKAGES = '@typescript-eslint/no-restricted-imports';
const uses = (from: string) => `import * as other from '${from}';\nexport const used = other;\n`;

const cases: readonly Case[] = [
  { name: 'a library imports one of a lower layer', in: 'libs/queues', code: uses('@ownerbot/runtime') },
  { name: 'a library imports one of a higher layer', in: 'libs/runtime', code: uses('@ownerbot/queues'), refusedBy: PROJECTS },
  { name: 'the platform imports the domain', in: 'libs/conversation', code: uses('@ownerbot/owner'), refusedBy: PROJECTS },
  { name: 'a library imports another of layer 0', in: 'libs/messages', code: uses('@ownerbot/runtime'), refusedBy: PROJECTS },
  { name: 'a library imports another of layer 1', in: 'libs/storage', code: uses('@ownerbot/queues'), refusedBy: PROJECTS },
  { name: 'a library imports another of layer 2', in: 'libs/access', code: uses('@ownerbot/shop'), refusedBy: PROJECTS },
  { name: 'tools imports shop, which is allowed by name', in: 'libs/tools', code: uses('@ownerbot/shop') },
  { name: 'shop imports tools, against that direction', in: 'libs/shop', code: uses('@ownerbot/tools'), refusedBy: PROJECTS },
  { name: 'the page of the console imports the shapes of the API', in: 'apps/console/web/src/api', code: uses('../../../src/contract') },
  { name: 'the page of the console imports the server', in: 'apps/console/web/src/api', code: uses('../../../src/errors'), refusedBy: PACKAGES },
  { name: 'the page of the console imports a library', in: 'apps/console/web/src/api', code: uses('@ownerbot/queues'), refusedBy: PACKAGES },
  { name: 'the console imports the domain', in: 'apps/console/src', code: uses('@ownerbot/owner'), refusedBy: PROJECTS },
  { name: 'the console imports what operators can do', in: 'apps/console/src', code: uses('@ownerbot/operations') },
  { name: 'a library reaches into another by path', in: 'libs/queues/src', code: uses('../../runtime/src/index'), refusedBy: PROJECTS },
  { name: 'a type is imported from a higher layer', in: 'libs/runtime', code: `import type * as other from '@ownerbot/queues';\nexport type Used = typeof other;\n`, refusedBy: PROJECTS },
  { name: 'a higher layer is re-exported', in: 'libs/runtime', code: `export * from '@ownerbot/owner';\n`, refusedBy: PROJECTS },
  { name: 'a program imports the library for tests', in: 'libs/queues', code: uses('@ownerbot/testing'), refusedBy: PROJECTS },
  { name: 'an app imports a library', in: 'apps/cli', code: uses('@ownerbot/conversation') },
  { name: 'an app imports an app', in: 'apps/cli/src', code: uses('../../ingest/src/backlog-gate'), refusedBy: PROJECTS },
  { name: 'ingest imports what it may not touch', in: 'apps/ingest', code: uses('@ownerbot/storage'), refusedBy: PROJECTS },
  { name: 'the sandbox imports a library of the bot', in: 'apps/sandbox', code: uses('@ownerbot/telegram'), refusedBy: PROJECTS },
  { name: 'queues imports bullmq and ioredis', in: 'libs/queues', code: `${uses('bullmq')}import * as two from 'ioredis';\nexport const alsoUsed = two;\n` },
  { name: 'storage imports typeorm and pg', in: 'libs/storage', code: `${uses('typeorm')}import * as two from 'pg';\nexport const alsoUsed = two;\n` },
  { name: 'telegram imports its client', in: 'libs/telegram', code: uses('node-telegram-bot-api') },
  { name: 'an app imports bullmq', in: 'apps/cli', code: uses('bullmq'), refusedBy: PACKAGES },
  { name: 'storage imports bullmq', in: 'libs/storage', code: uses('bullmq'), refusedBy: PACKAGES },
  { name: 'storage imports ioredis', in: 'libs/storage', code: uses('ioredis'), refusedBy: PACKAGES },
  { name: 'queues imports typeorm', in: 'libs/queues', code: uses('typeorm'), refusedBy: PACKAGES },
  { name: 'conversation imports pg', in: 'libs/conversation', code: uses('pg'), refusedBy: PACKAGES },
  { name: 'queues imports pg outside its backends', in: 'libs/queues/src/payloads', code: uses('pg'), refusedBy: PACKAGES },
  { name: 'a backend of queues imports pg', in: 'libs/queues/src/backends', code: uses('pg') },
  { name: 'the planner imports tools, whose descriptions it is handed', in: 'libs/planner', code: uses('@ownerbot/tools'), refusedBy: PROJECTS },
  { name: 'the reports import echarts', in: 'libs/reports', code: uses('echarts') },
  { name: 'the owner imports a painter', in: 'libs/owner', code: uses('@resvg/resvg-js'), refusedBy: PACKAGES },
  { name: 'the planner imports axios', in: 'libs/planner', code: uses('axios') },
  { name: 'tools imports axios', in: 'libs/tools', code: uses('axios'), refusedBy: PACKAGES },
  { name: 'the notifier imports the Telegram client', in: 'apps/notifier', code: uses('node-telegram-bot-api'), refusedBy: PACKAGES },
  { name: 'a part of a package is imported', in: 'libs/storage', code: uses('bullmq/dist/cjs/classes/job'), refusedBy: PACKAGES },
  { name: 'a type of a package is imported', in: 'libs/conversation', code: `import type { Job } from 'bullmq';\nexport type Used = Job;\n`, refusedBy: PACKAGES },
  { name: 'a package of a scope is loaded at run time', in: 'libs/tools', code: `export const load = () => import('@resvg/resvg-js');\n`, refusedBy: 'no-restricted-syntax' },
  { name: 'a package is loaded at run time', in: 'libs/tools', code: `export const load = () => import('pg');\n`, refusedBy: 'no-restricted-syntax' },
  { name: 'a file has a name like a package', in: 'libs/tools/src', code: uses('./pg') },
];

function firstFileIn(folder: string): string {
  const file = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((one) => one.endsWith('.ts') && !/\.spec\.ts$|(^|\/)(test-support|fixtures|conformance|e2e)\//.test(one))
    .sort()[0];
  if (file === undefined) throw new Error(`${folder} holds no program`);
  return relative(root, join(root, folder, file));
}

/** For imports by path, which must fit: a file directly in the folder. */
function fileOf({ in: folder, code }: Case): string {
  return code.includes("'.") ? join(folder, readdirSync(join(root, folder)).filter((one) => /^(?!.*\.spec).*\.ts$/.test(one)).sort()[0] ?? 'absent.ts') : firstFileIn(folder);
}

let results: readonly (readonly { rule: string; message: string }[])[] = [];

beforeAll(() => {
  const env = { ...process.env, NX_DAEMON: 'false', FORCE_COLOR: '0' };
  // Without the project graph the rule is skipped, and says so on standard output only.
  const graph = spawnSync(process.execPath, [join(root, 'node_modules/nx/dist/bin/nx.js'), 'show', 'projects'], { cwd: root, env, encoding: 'utf8' });
  if (graph.status !== 0) throw new Error(`no project graph: ${graph.stderr}`);
  const input = JSON.stringify(cases.map((one) => ({ file: fileOf(one), code: one.code })));
  const lint = spawnSync(process.execPath, ['--eval', LINTER], { cwd: root, env, input, encoding: 'utf8', maxBuffer: 10_000_000 });
  if (!lint.stdout.startsWith('[')) throw new Error(`the linter said: ${lint.stdout}${lint.stderr}`);
  results = JSON.parse(lint.stdout) as typeof results;
}, 120_000);

test.each(cases.map((one, index) => ({ ...one, index, verdict: one.refusedBy === undefined ? 'passes' : 'fails the lint' })))('$name: $verdict', ({ index, refusedBy }) => {
  const boundaryRules = [PROJECTS, PACKAGES, 'no-restricted-syntax'];
  const messages = results[index] ?? [];
  expect(messages.filter((one) => one.rule === null)).toEqual([]);
  expect(messages.map((one) => one.rule).filter((rule) => boundaryRules.includes(rule))).toEqual(refusedBy === undefined ? [] : [refusedBy]);
});

test('the refusal says where a package may be imported', () => {
  const index = cases.findIndex((one) => one.name === 'an app imports bullmq');
  expect(results[index]?.map((one) => one.message).join()).toContain('bullmq is imported in libs/queues alone; call that library instead.');
});
