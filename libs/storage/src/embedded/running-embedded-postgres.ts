import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { SUPERUSER } from './init-cluster';
import { findPlaceFolder } from './place';
import { findPostmaster } from './postmaster';

/** Connection string of the embedded server that runs on the folder; `undefined` when none runs. Takes no ownership of it. */
export async function runningEmbeddedPostgres(folder: string, database = 'ownerbot'): Promise<string | undefined> {
  const place = await findPlaceFolder(folder);
  const server = await findPostmaster(path.join(place, 'data'));
  if (!server?.isReady) return undefined;
  const password = (await readFile(path.join(place, 'password'), 'utf8')).trim();
  return `postgres://${SUPERUSER}:${encodeURIComponent(password)}@127.0.0.1:${server.port}/${database}`;
}
