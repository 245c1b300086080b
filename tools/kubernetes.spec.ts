import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, resolve } from 'node:path';
import { load, loadAll } from 'js-yaml';
import ts from 'typescript';

const root = resolve(__dirname, '..');
const folder = join(root, 'deploy', 'kubernetes');
const read = (path: string) => readFileSync(join(root, path), 'utf8');

interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly env: readonly { readonly name: string; readonly value?: string; readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string; readonly optional?: boolean } } }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly readinessProbe?: { readonly httpGet: { readonly path: string; readonly port: string } };
  readonly securityContext: object;
}
interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  readonly spec: {
    readonly template: { readonly metadata: { readonly labels: object }; readonly spec: { readonly containers: readonly Container[]; readonly securityContext: object; readonly terminationGracePeriodSeconds?: number } };
    readonly selector?: { readonly matchLabels: object };
    readonly scaleTargetRef?: { readonly name: string };
    readonly minReplicas?: number;
    readonly maxReplicas?: number;
    readonly metrics?: readonly { readonly external?: { readonly metric: { readonly name: string; readonly selector: { readonly matchLabels: { readonly family: string } } } } }[];
  };
}

const kustomization = load(read('deploy/kubernetes/kustomization.yaml')) as { resources: string[]; images: { name: string }[] };
const manifests = kustomization.resources.flatMap((file) => loadAll(readFileSync(join(folder, file), 'utf8')).map((document) => ({ file, manifest: document as Manifest })));
const named = manifests.map(({ file, manifest }) => ({ what: `${manifest.kind} ${manifest.metadata.name} in ${file}`, manifest }));
const ofKind = (kind: string) => manifests.map(({ manifest }) => manifest).filter((one) => one.kind === kind);
const settings = ofKind('ConfigMap')[0]?.data ?? {};
const workloads = [...ofKind('Deployment'), ...ofKind('Job')].flatMap((manifest) => manifest.spec.template.spec.containers.map((container) => ({ name: manifest.metadata.name, manifest, container })));

/** The keys of `ENV.example` with who reads each, and which are secrets. */
const keys = new Map(
  read('ENV.example').split('\n\n').flatMap((block) => {
    const key = /^#?([A-Z][A-Z0-9_]+)=/m.exec(block)?.[1];
    return key === undefined ? [] : [[key, { readers: (/read by (.+)$/m.exec(block)?.[1] ?? '').split(', '), isSecret: /^# secret/m.test(block) }] as const];
  }),
);
const defaultOf = (key: string) => new RegExp(`^#${key}=(.*)$`, 'm').exec(read('ENV.example'))?.[1] ?? '';

test('every file is deployed', () => {
  expect([...kustomization.resources, 'kustomization.yaml'].sort()).toEqual(readdirSync(folder).sort());
});

test.each(named)('$what fits the schema of Kubernetes', ({ manifest }) => {
  const { apiVersion, kind } = manifest;
  expect(() => modelOf(apiVersion, kind, manifest).validate()).not.toThrow();
});

/** The class of `kubernetes-models` for a manifest; it knows what is required and of which type everything is. */
function modelOf(apiVersion: string, kind: string, manifest: object): { validate(): void } {
  const classes = createRequire(__filename)(`kubernetes-models/${apiVersion}/${kind}`) as Readonly<Record<string, new (manifest: object) => { validate(): void }>>;
  const Model = classes[kind];
  if (Model === undefined) throw new TypeError(`no schema for ${apiVersion} ${kind}`);
  return new Model(manifest);
}

test('no manifest has a field that Kubernetes does not know', () => {
  const lines = named.map(({ manifest: { apiVersion, kind, ...rest } }, index) => {
    const literal = JSON.stringify({ apiVersion, kind, ...rest });
    return `import type { I${kind} as Kind${index} } from 'kubernetes-models/${apiVersion}/${kind}'; export const manifest${index}: Kind${index} = ${literal};`;
  });
  expect(typeErrors(lines.join('\n'))).toEqual([]);
  expect(typeErrors(lines.join('\n').replace('"readOnlyRootFilesystem"', '"readOnlyRoot"')).join()).toContain('readOnlyRoot');
});

/** The types of `kubernetes-models` as a schema that allows no field but its own. */
function typeErrors(source: string): string[] {
  const file = join(root, 'tools', 'manifests-of-a-test.ts');
  const options: ts.CompilerOptions = { strict: true, noEmit: true, skipLibCheck: true, types: [], target: ts.ScriptTarget.ES2022, module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 };
  const host = ts.createCompilerHost(options);
  const { fileExists, readFile, getSourceFile } = host;
  host.fileExists = (name) => name === file || fileExists(name);
  host.readFile = (name) => (name === file ? source : readFile(name));
  host.getSourceFile = (name, language, ...others) => (name === file ? ts.createSourceFile(name, source, language) : getSourceFile(name, language, ...others));
  const program = ts.createProgram([file], options, host);
  return ts.getPreEmitDiagnostics(program).map(({ messageText }) => ts.flattenDiagnosticMessageText(messageText, ' '));
}

describe.each(workloads)('$name', ({ manifest, container }) => {
  const process = container.name === 'migrate' ? 'cli' : container.name;
  const readersOf = (key: string) => keys.get(key)?.readers ?? [];

  test('is given the secrets that it reads, and no other', () => {
    const given = container.env.filter(({ valueFrom }) => valueFrom !== undefined);
    for (const { name, valueFrom } of given) {
      expect(valueFrom?.secretKeyRef).toMatchObject({ name: 'ownerbot-secrets', key: name });
      expect(keys.get(name)?.isSecret).toBe(true);
      expect(readersOf(name)).toContain(process);
    }
    const plain = container.env.filter(({ value }) => value !== undefined).map(({ name }) => name);
    for (const key of plain) expect(readersOf(key)).toContain(process);
  });

  test('listens and is asked for its health where the image says', () => {
    if (manifest.kind === 'Job') return;
    const port = Number(defaultOf(`${container.name.toUpperCase()}_PORT`));
    expect(container.ports).toEqual([{ name: 'http', containerPort: port }]);
    expect(container.livenessProbe?.httpGet).toEqual({ path: '/health?live', port: 'http' });
    expect(container.readinessProbe?.httpGet).toEqual({ path: '/health', port: 'http' });
    expect(manifest.spec.template.spec.terminationGracePeriodSeconds).toBe(60);
    expect(manifest.spec.template.metadata.labels).toEqual(manifest.spec.selector?.matchLabels);
  });

  test('runs a program that its image holds, without rights', () => {
    const commands: Readonly<Record<string, readonly string[] | undefined>> = { ingest: undefined, migrate: ['ownerbot', 'migrate'] };
    expect(container.command).toEqual(container.name in commands ? commands[container.name] : ['node', `dist/apps/${container.name}/src/main.js`]);
    expect(container.image).toBe(container.name === 'ingest' ? 'ownerbot-ingest' : 'ownerbot-worker');
    expect(kustomization.images.map(({ name }) => name)).toContain(container.image);
    expect(container.securityContext).toEqual({ allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } });
    expect(manifest.spec.template.spec.securityContext).toMatchObject({ runAsNonRoot: true });
    expect(container.envFrom).toEqual([{ configMapRef: { name: 'ownerbot-settings' } }]);
  });
});

test('the settings are keys that somebody reads, and no secrets', () => {
  expect(Object.keys(settings).filter((key) => keys.get(key)?.isSecret !== false)).toEqual([]);
});

test('every role of a worker has its workers, and each one alone', () => {
  const roles = workloads.flatMap(({ container }) => container.env.filter(({ name }) => name === 'WORKER_ROLES').flatMap(({ value = '' }) => value.split(',')));
  expect(roles.sort()).toEqual(defaultOf('WORKER_ROLES').split(',').sort());
});

test('workers are scaled by the oldest waiting job of a family of queues, up to what its lanes allow', () => {
  const deployments = ofKind('Deployment').map(({ metadata }) => metadata.name);
  const recorded = (load(read('deploy/prometheus/autoscaling.yml')) as { groups: { rules: { record: string }[] }[] }).groups.flatMap(({ rules }) => rules.map(({ record }) => record));
  const scalers = ofKind('HorizontalPodAutoscaler');
  expect(scalers.map(({ spec }) => spec.scaleTargetRef?.name).sort()).toEqual(deployments.filter((name) => name !== 'ownerbot-console').sort());
  const families = scalers.flatMap(({ spec: { metrics = [], maxReplicas = 0, minReplicas = 0 } }) => {
    expect(minReplicas).toBeGreaterThan(0);
    return metrics.flatMap(({ external }) => (external === undefined ? [] : [{ metric: external.metric.name, family: external.metric.selector.matchLabels.family, maxReplicas }]));
  });
  expect(families.map(({ family }) => family).sort()).toEqual(['asr', 'inbox', 'outbox', 'render', 'tools']);
  for (const { metric, family, maxReplicas } of families) {
    expect(recorded).toContain(metric);
    expect(maxReplicas).toBeLessThanOrEqual(Number(settings[`${family.toUpperCase()}_LANES`] ?? Infinity));
  }
});
