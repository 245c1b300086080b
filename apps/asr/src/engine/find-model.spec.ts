import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { findModel } from './find-model';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'ownerbot-model-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const found = (...names: string[]) => {
  for (const name of names) writeFileSync(path.join(folder, name), '');
  return findModel(folder);
};

test.each([
  [['tokens.txt', 'encoder.onnx', 'decoder.onnx', 'joiner.onnx'], 'transducer'],
  [['base-tokens.txt', 'base-encoder.onnx', 'base-decoder.onnx'], 'whisper'],
  [['tokens.txt', 'model.onnx'], 'nemo-ctc'],
])('%p is a %s', (names, type) => expect(found(...names)).toMatchObject({ name: path.basename(folder), files: { type } }));

test('the smaller file is taken', () => {
  expect(found('tokens.txt', 'model.onnx', 'model.int8.onnx')).toMatchObject({ files: { model: path.join(folder, 'model.int8.onnx') } });
});

test.each([
  ['an empty folder', [], 'no tokens.txt'],
  ['words without a model', ['tokens.txt'], 'no model'],
  ['half a model', ['tokens.txt', 'encoder.onnx'], 'no model'],
])('%s is none', (_what, names, why) => expect(found(...names)).toEqual({ missing: expect.stringContaining(why) as string }));

test('a folder that is not there is told by its name', () => {
  expect(findModel('/no/such/folder')).toEqual({ missing: '/no/such/folder cannot be read' });
  expect(findModel(undefined)).toEqual({ missing: 'ASR_MODEL_DIR is not set' });
});
