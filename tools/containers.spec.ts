import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { CORE_SCHEMA, load, mergeTag } from 'js-yaml';

const root = resolve(__dirname, '..');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface ComposeService {
  readonly image: string;
  readonly build?: { readonly context: string; readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly healthcheck?: { readonly test?: readonly string[]; readonly disable?: boolean };
  readonly restart?: string;
  readonly read_only?: boolean;
  readonly cap_drop?: readonly string[];
  readonly security_opt?: readonly string[];
  readonly stop_grace_period?: string;
  readonly user?: string;
  readonly profiles?: readonly string[];
}

const composeText = read('docker-compose.yml');
const compose = load(composeText, { schema: CORE_SCHEMA.withTags(mergeTag) }) as { services: Record<string, ComposeService>; networks: Record<string, { internal?: boolean }>; volumes: Record<string, unknown> };

function serviceOf(name: string): ComposeService {
  const found = compose.services[name];
  if (found === undefined) throw new Error(`docker-compose.yml has no service ${name}`);
  return found;
}

const PROGRAMS = ['ingest', 'worker', 'notifier', 'console', 'asr'] as const;
const TASKS = ['migrate', 'demo-seed'] as const;
const STORES = ['postgres', 'redis'] as const;
const DOCKERFILES = ['Dockerfile.ingest', 'Dockerfile.worker', 'Dockerfile.asr'] as const;

/** The keys of `ENV.example` with who reads each; the settings classes are compared with it elsewhere. */
const readers = new Map(
  read('ENV.example')
    .split('\n\n')
    .flatMap((block) => {
      const key = /^#?([A-Z][A-Z0-9_]+)=/m.exec(block)?.[1];
      return key === undefined ? [] : [[key, (/read by (.+)$/m.exec(block)?.[1] ?? '').split(', ')] as const];
    }),
);
const defaultOf = (key: string) => new RegExp(`^#${key}=(.*)$`, 'm').exec(read('ENV.example'))?.[1];

describe('docker-compose.yml', () => {
  test('has the stores, the two tasks and the five programs', () => {
    expect(Object.keys(compose.services)).toEqual([...STORES, ...TASKS, ...PROGRAMS]);
  });

  test('pins the stores to a version, and keeps their data in volumes', () => {
    expect(serviceOf('postgres').image).toMatch(/^postgres:\d+\.\d+-\w+$/);
    expect(serviceOf('redis').image).toMatch(/^redis:7\.\d+\.\d+-\w+$/);
    for (const store of STORES) {
      const volume = serviceOf(store).volumes?.[0]?.split(':')[0];
      expect(Object.keys(compose.volumes)).toContain(volume);
    }
  });

  test('Redis writes every job down and evicts none', () => {
    expect(serviceOf('redis').command?.join(' ')).toBe('redis-server --appendonly yes --appendfsync everysec --maxmemory-policy noeviction');
  });

  test.each<[string, string, readonly string[]]>([
    ['ingest', 'ingest', ['DATABASE_URL']],
    ['worker', 'worker', []],
    ['notifier', 'notifier', []],
    ['console', 'console', []],
    ['asr', 'asr', ['DATABASE_URL', 'QUEUE_BACKEND', 'REDIS_URL']],
    ['migrate', 'cli', []],
    ['demo-seed', 'cli', []],
  ])('%s is given every key that %s reads, and no other', (name, process, without) => {
    // Fixed by the file: one Redis, ports and addresses of the images, nothing embedded.
    const isFixed = (key: string) => /_(PORT|HOST)$|^REDIS_(CLUSTER_NODES|SENTINELS|SENTINEL_NAME|WAIT_REPLICAS)$|^OWNERBOT_HOME$/.test(key);
    const expected = [...readers].filter(([key, by]) => (by.includes(process) || by.includes('all')) && !isFixed(key) && !without.includes(key)).map(([key]) => key);
    expect(Object.keys(serviceOf(name).environment ?? {}).sort()).toEqual(expected.sort());
  });

  test('every value comes from .env under its own name, but for what the file itself decides', () => {
    const decided: Record<string, string> = {
      ASR_MODEL_DIR: '/model',
      QUEUE_BACKEND: 'redis',
      REDIS_URL: 'redis://redis:6379',
      DATABASE_URL: 'postgres://ownerbot:${POSTGRES_PASSWORD:?set POSTGRES_PASSWORD in .env}@postgres:5432/ownerbot',
    };
    for (const name of [...PROGRAMS, ...TASKS]) {
      for (const [key, value] of Object.entries(serviceOf(name).environment ?? {})) {
        if (key in decided) expect(value).toBe(decided[key]);
        else expect([`\${${key}:-}`, `\${${key}:?set ${key} in .env}`]).toContain(value);
      }
    }
  });

  test('what it takes from .env is in ENV.example', () => {
    const taken = [...composeText.matchAll(/\$\{([A-Z0-9_]+)/g)].map((match) => String(match[1]));
    expect(taken.filter((key) => !readers.has(key))).toEqual([]);
  });

  test('a number that stands beside a variable is its default', () => {
    const given = [...composeText.matchAll(/\$\{([A-Z0-9_]+):-([^}]+)\}/g)].map(([, key, value]) => [key, value]);
    expect(given).toEqual(['INGEST_PORT', 'CONSOLE_PORT'].map((key) => [key, defaultOf(key)]));
  });

  test('holds no secret', () => {
    expect(composeText).not.toMatch(/\d{6,}:[\w-]{20,}/);
    for (const name of Object.keys(compose.services)) {
      for (const [key, value] of Object.entries(serviceOf(name).environment ?? {})) {
        if (/PASSWORD|TOKEN|SECRET|_KEY$/.test(key)) expect(value).toMatch(/^\$\{[A-Z0-9_]+:/);
      }
    }
  });

  test('only ingest and the console can be reached from outside, by this machine alone', () => {
    const published = Object.keys(compose.services).filter((name) => serviceOf(name).ports !== undefined);
    expect(published).toEqual(['ingest', 'console']);
    expect(serviceOf('console').ports).toEqual(['127.0.0.1:${CONSOLE_PORT:-8090}:8090']);
    expect(serviceOf('ingest').ports).toEqual(['127.0.0.1:${INGEST_PORT:-8080}:8080']);
    expect(compose.networks['stores']).toEqual({ internal: true });
    for (const store of STORES) expect(serviceOf(store).networks).toEqual(['stores']);
    // The transcriber needs no store, and runs where somebody wants it.
    expect(serviceOf('asr')).toMatchObject({ networks: ['outside'], profiles: ['asr'], volumes: ['./asr-model:/model:ro'] });
  });

  test.each([...STORES, ...TASKS, ...PROGRAMS])('%s has no rights that it does not need', (name) => {
    expect(serviceOf(name)).toMatchObject({ read_only: true, cap_drop: ['ALL'], security_opt: ['no-new-privileges:true'] });
  });

  test('what runs is started again, what is done once is not', () => {
    for (const name of [...STORES, ...PROGRAMS]) expect(serviceOf(name).restart).toBe('unless-stopped');
    for (const name of TASKS) expect(serviceOf(name).restart).toBe('no');
  });

  test('every store is healthy, and every task done, before what needs them starts', () => {
    const conditions = (name: string) => Object.fromEntries(Object.entries(serviceOf(name).depends_on ?? {}).map(([on, { condition }]) => [on, condition]));
    expect(conditions('migrate')).toEqual({ postgres: 'service_healthy', redis: 'service_healthy' });
    expect(conditions('demo-seed')).toEqual({ migrate: 'service_completed_successfully' });
    expect(conditions('ingest')).toEqual({ redis: 'service_healthy' });
    expect(conditions('worker')).toEqual({ redis: 'service_healthy', migrate: 'service_completed_successfully', 'demo-seed': 'service_completed_successfully' });
    for (const name of ['notifier', 'console']) expect(conditions(name)).toEqual({ redis: 'service_healthy', migrate: 'service_completed_successfully' });
    for (const store of STORES) expect(serviceOf(store).healthcheck?.test?.length).toBeGreaterThan(1);
  });

  test.each(PROGRAMS)('the health of %s is asked for at its own port', (name) => {
    const key = `${name.toUpperCase()}_PORT`;
    expect(serviceOf(name).healthcheck?.test).toEqual(['CMD', 'node', 'tools/health-probe.cjs', key, defaultOf(key)]);
  });

  test.each(PROGRAMS)('%s is given more time to stop than it takes', (name) => {
    const graceMs = Number(/^(\d+)s$/.exec(serviceOf(name).stop_grace_period ?? '')?.[1]) * 1_000;
    const sources = readdirSync(join(root, 'apps', name, 'src'), { recursive: true, encoding: 'utf8' }).filter((one) => /(?<!\.spec)\.ts$/.test(one));
    const stops = sources.flatMap((one) => [...read(join('apps', name, 'src', one)).matchAll(/stop_?within_?ms\s*[:=]\s*([\d_]+)/gi)].map((match) => Number(match[1]?.replaceAll('_', ''))));
    expect(stops.length).toBeGreaterThan(0);
    expect(graceMs).toBeGreaterThanOrEqual(Math.max(...stops) + 10_000);
  });

  test('programs and tasks run commands that their image holds', () => {
    expect(serviceOf('ingest').command).toBeUndefined();
    expect(serviceOf('asr').command).toBeUndefined();
    expect(serviceOf('worker').command).toEqual(['node', 'dist/apps/worker/src/main.js']);
    for (const name of ['notifier', 'console']) expect(serviceOf(name).command).toEqual(['node', `dist/apps/${name}/src/main.js`]);
    for (const task of TASKS) expect(serviceOf(task).command?.[0]).toBe('ownerbot');
    for (const name of [...PROGRAMS, ...TASKS]) {
      const file = name === 'ingest' ? 'Dockerfile.ingest' : name === 'asr' ? 'Dockerfile.asr' : 'Dockerfile.worker';
      expect(serviceOf(name)).toMatchObject({ build: { context: '.', dockerfile: file }, image: file.replace('Dockerfile.', 'ownerbot-') });
    }
  });
});

describe.each(DOCKERFILES)('%s', (name) => {
  const instructions = read(name)
    .replace(/^#.*\n/gm, '')
    .replaceAll('\\\n', ' ')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => ({ word: line.split(' ')[0] ?? '', rest: line.slice(line.indexOf(' ') + 1) }));
  const all = (word: string) => instructions.filter((one) => one.word === word).map((one) => one.rest);
  const lastStage = instructions.slice(instructions.map((one) => one.word).lastIndexOf('FROM'));

  test('has two stages on one base that is pinned to a version', () => {
    expect(all('FROM')).toEqual(['node:20.20.2-bookworm-slim AS build', 'node:20.20.2-bookworm-slim']);
  });

  test('copies files that exist and that .dockerignore lets through', () => {
    const allowed = read('.dockerignore').split('\n').filter((line) => line.startsWith('!')).map((line) => line.slice(1));
    const sources = all('COPY').filter((rest) => !rest.startsWith('--from')).flatMap((rest) => rest.split(' ').slice(0, -1));
    expect(sources.length).toBeGreaterThan(5);
    expect(sources.filter((source) => !existsSync(join(root, source)))).toEqual([]);
    expect(sources.filter((source) => !allowed.some((one) => source === one || source.startsWith(`${one}/`)))).toEqual([]);
  });

  test('installs from the lock file and builds as everybody does', () => {
    expect(all('RUN').join('\n')).toContain('npm ci --omit=dev --ignore-scripts');
    expect(all('RUN').join('\n')).toMatch(/node tools\/build\.cjs && node tools\/pack-app\.cjs \/out /);
  });

  test('runs as a user without rights, and starts a program of ours', () => {
    expect(lastStage.findIndex((one) => one.word === 'USER' && one.rest === 'node')).toBeGreaterThan(lastStage.findLastIndex((one) => ['COPY', 'RUN'].includes(one.word)));
    const command = JSON.parse(all('CMD').at(-1) ?? '[]') as string[];
    expect(command[0]).toBe('node');
    expect(existsSync(join(root, (command[1] ?? '').replace(/^dist\//, '').replace(/\.js$/, '.ts')))).toBe(true);
  });

  test('listens within the container, at the ports of the defaults', () => {
    const apps = { 'Dockerfile.ingest': ['INGEST'], 'Dockerfile.worker': ['WORKER', 'NOTIFIER', 'CONSOLE'], 'Dockerfile.asr': ['ASR'] }[name];
    expect(all('ENV').join(' ').split(' ')).toEqual(['NODE_ENV=production', ...apps.map((app) => `${app}_HOST=0.0.0.0`)]);
    expect(all('EXPOSE')).toEqual([apps.map((app) => defaultOf(`${app}_PORT`)).join(' ')]);
    expect(all('HEALTHCHECK')[0]).toContain(`CMD ["node", "tools/health-probe.cjs", "${apps[0]}_PORT", "${defaultOf(`${apps[0]}_PORT`)}"]`);
  });

  test('holds no secret and takes none in', () => {
    expect(all('ARG')).toEqual([]);
    expect(read(name)).not.toMatch(/\.env\b|TOKEN|PASSWORD|SECRET/);
  });
});

test('the builder is sent nothing but what a build reads', () => {
  const lines = read('.dockerignore').split('\n').filter((line) => line !== '' && !line.startsWith('#'));
  expect(lines[0]).toBe('*');
  expect(lines.filter((line) => line.startsWith('!'))).toEqual(['!.npmrc', '!package.json', '!package-lock.json', '!tsconfig.base.json', '!apps', '!libs', '!migrations', '!tools']);
  expect(lines).toEqual(expect.arrayContaining(['**/.env*', '**/node_modules', '**/dist']));
});

test('ffmpeg comes with whoever converts sounds, and not with ingest', () => {
  expect(read('Dockerfile.asr')).toMatch(/apt-get install .*\bffmpeg\b/);
  expect(read('Dockerfile.worker')).toMatch(/apt-get install .*\bffmpeg\b/);
  expect(read('Dockerfile.ingest')).not.toContain('apt-get');
});
