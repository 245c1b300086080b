import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { leakCheck, spawnApp, waitFor, type RunningApp } from '@ownerbot/testing';

leakCheck();

let folder: string;
let app: RunningApp | null;
beforeEach(() => {
  [folder, app] = [mkdtempSync(path.join(tmpdir(), 'ownerbot-asr-')), null];
});
afterEach(async () => {
  await app?.kill();
  rmSync(folder, { recursive: true });
});

async function start(env: Record<string, string>): Promise<string> {
  app = await spawnApp({ program: 'apps/asr/src/main', env: { ASR_PORT: '0', ...env }, ready: /"event":"ready"/ });
  const line = await app.waitForLine(/"event":"listening"/);
  return (JSON.parse(line) as { url: string }).url;
}

async function ask(url: string): Promise<{ status: number; body: unknown }> {
  const form = new FormData();
  form.set('file', new Blob(['RIFF']), 'voice.wav');
  const answer = await fetch(`${url}/transcribe`, { method: 'POST', body: form });
  return { status: answer.status, body: await answer.json() };
}

test('without a model it runs, says so, and stops when it is told to', async () => {
  const url = await start({});
  const health = await fetch(`${url}/health`);
  expect([health.status, await health.json()]).toEqual([503, { status: 'no-model', detail: 'ASR_MODEL_DIR is not set' }]);
  expect(await ask(url)).toEqual({ status: 503, body: { detail: 'ASR_MODEL_DIR is not set' } });
  expect(await app?.stop()).toBe(0);
});

test('a model that cannot be loaded breaks its own process and nothing else', async () => {
  writeFileSync(path.join(folder, 'tokens.txt'), 'a 0\n');
  writeFileSync(path.join(folder, 'model.onnx'), 'this is no model');
  const url = await start({ ASR_MODEL_DIR: folder });
  const body = await waitFor(async () => {
    const state = (await (await fetch(`${url}/health`)).json()) as { detail?: string };
    return state.detail?.includes('the engine ended') === true && state;
  }, { what: 'the end of the engine' });
  expect(body).toMatchObject({ status: 'no-model' });
  expect((await ask(url)).status).toBe(503);
  expect(await app?.stop()).toBe(0);
});
