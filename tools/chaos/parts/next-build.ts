import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { buildOnce, repoRoot } from '@ownerbot/testing';

/** A build of the next release, beside the one of this tree. */
export interface NextBuild {
  /** Its folder, relative to the root. */
  readonly folder: string;
  remove(): Promise<void>;
}

const FOLDER = 'dist-next';
export const NEXT_VERSION = '99.0.0-next';
/** Every payload has a shape of its own, which this release cannot read, and that of this release is still read. */
const KINDS = path.join('libs', 'queues', 'src', 'job-kinds.js');
const VERSION = /\bversion: (\d+)/g;

/** Copies the build and makes the next release of it. What it writes a program of this release has to leave to it. */
export async function nextBuild(): Promise<NextBuild> {
  await buildOnce();
  const root = repoRoot();
  const target = path.join(root, FOLDER);
  await rm(target, { recursive: true, force: true });
  for (const folder of ['apps', 'libs', 'migrations']) await cp(path.join(root, 'dist', folder), path.join(target, folder), { recursive: true });
  await writeFile(path.join(target, 'package.json'), JSON.stringify({ name: 'ownerbot', version: NEXT_VERSION }));
  const kinds = await readFile(path.join(target, KINDS), 'utf8');
  const next = kinds.replaceAll(VERSION, (_all, version: string) => `version: ${Number(version) + 1}, readsFrom: ${version}`);
  if (next === kinds) throw new Error('the build names no versions of payloads');
  await writeFile(path.join(target, KINDS), next);
  return { folder: FOLDER, remove: () => rm(target, { recursive: true, force: true }) };
}
