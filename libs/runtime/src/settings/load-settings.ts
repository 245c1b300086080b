import { readFileSync } from 'node:fs';
import { SettingsError, type SettingFinding } from '../errors';
import { redactor } from '../log/redact';
import { KNOWN_KEYS } from './known-keys';
import { nearest } from './nearest';
import { keysOf, settingsOf, type BoundSetting, type ProcessName, type SettingsClass } from './setting';

/** Keys of these families must be known; keys of others may belong to other programs. */
export const OWNED_PREFIXES = ['OWNERBOT_', 'SIS_', 'ASR_', 'LLM_', 'SIM_'];

const LONGEST_SHOWN = 200;

export type Environment = Readonly<Record<string, string | undefined>>;

export interface CheckContext {
  readonly process: ProcessName | 'all';
  readonly env: Environment;
}

/** A settings class may check what no single key can: it returns findings, none when all is well. Fields that its process does not read are `undefined`. */
export interface CrossChecked {
  check?(context: CheckContext): readonly SettingFinding[];
}

export interface LoadOptions<C extends Record<string, SettingsClass>> {
  /** `all`: every key, for `ownerbot up` and `ownerbot doctor`. */
  readonly process: ProcessName | 'all';
  readonly classes: C;
  readonly env: Environment;
  /** Every key that any process knows, with the `_FILE` keys: a key of ours that is not among them is refused. */
  readonly knownKeys?: readonly string[];
}

type Loaded<C extends Record<string, SettingsClass>> = { readonly [K in keyof C]: Readonly<InstanceType<C[K]>> };

/**
 * Reads the keys of the given classes once. Values are frozen; nothing is clamped; an empty value counts as not set.
 * @throws SettingsError with one finding for each key that is wrong.
 */
export function loadSettings<C extends Record<string, SettingsClass>>(options: LoadOptions<C>): Loaded<C> {
  const findings: SettingFinding[] = [];
  const loaded: Record<string, object> = {};
  for (const [name, settingsClass] of Object.entries(options.classes)) {
    const values = new settingsClass() as CrossChecked & Record<string, unknown>;
    const before = findings.length;
    for (const setting of settingsOf(settingsClass)) {
      if (!isReadBy(setting, options.process)) continue;
      values[setting.property] = readSetting(setting, options.env, findings);
    }
    if (findings.length === before) findings.push(...(values.check?.(options) ?? []));
    loaded[name] = Object.freeze(values);
  }
  findings.push(...unknownKeys(options.env, [...(options.knownKeys ?? KNOWN_KEYS), ...Object.values(options.classes).flatMap(keysOf)]));
  if (findings.length > 0) throw new SettingsError(findings);
  return loaded as Loaded<C>;
}

function isReadBy(setting: BoundSetting, process: ProcessName | 'all'): boolean {
  return process === 'all' || setting.readBy === 'all' || setting.readBy.includes(process);
}

function readSetting(setting: BoundSetting, env: Environment, findings: SettingFinding[]): unknown {
  const raw = rawValue(setting, env, findings);
  if (raw === undefined) return frozen(typeof setting.default === 'function' ? (setting.default as (env: Environment) => unknown)(env) : setting.default);
  try {
    return setting.type.parse(raw);
  } catch {
    findings.push({ key: setting.key, found: setting.type.secret ? maskSecret(raw) : shown(raw), allowed: setting.type.allowed });
    return undefined;
  }
}

function frozen(value: unknown): unknown {
  return Array.isArray(value) ? Object.freeze([...(value as unknown[])]) : value;
}

/** A wrong value may be a secret that was put under the wrong key. */
function shown(raw: string): string {
  const safe = JSON.stringify(redactor([])(raw));
  return safe.length > LONGEST_SHOWN ? `${safe.slice(0, LONGEST_SHOWN)}…` : safe;
}

function rawValue(setting: BoundSetting, env: Environment, findings: SettingFinding[]): string | undefined {
  const direct = blankToUndefined(env[setting.key]);
  const fileKey = `${setting.key}_FILE`;
  const file = setting.type.secret ? blankToUndefined(env[fileKey]) : undefined;
  if (file === undefined) return direct;
  if (direct !== undefined) {
    findings.push({ key: fileKey, found: `both ${setting.key} and ${fileKey}`, allowed: 'one of the two' });
    return undefined;
  }
  try {
    return blankToUndefined(readFileSync(file, 'utf8').trim());
  } catch {
    findings.push({ key: fileKey, found: shown(file), allowed: 'a readable file' });
    return undefined;
  }
}

function blankToUndefined(value: string | undefined): string | undefined {
  return value === undefined || value.trim() === '' ? undefined : value.trim();
}

/** How a secret looks in every output. */
export function maskSecret(value: string): string {
  return `a secret of ${value.length} characters`;
}

function unknownKeys(env: Environment, knownKeys: readonly string[]): SettingFinding[] {
  const known = new Set(knownKeys);
  return Object.keys(env)
    .filter((key) => OWNED_PREFIXES.some((prefix) => key.startsWith(prefix)) && !known.has(key))
    .map((key) => {
      const guess = nearest(key, knownKeys);
      return { key, found: 'an unknown key', allowed: guess === undefined ? 'the keys of ENV.example' : `did you mean ${guess}?` };
    });
}
