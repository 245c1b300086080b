import { readdirSync } from 'node:fs';
import path from 'node:path';

/** The files of a model, by its architecture; paths are absolute. */
export type ModelFiles =
  | { readonly type: 'transducer'; readonly encoder: string; readonly decoder: string; readonly joiner: string; readonly tokens: string }
  | { readonly type: 'whisper'; readonly encoder: string; readonly decoder: string; readonly tokens: string }
  | { readonly type: 'nemo-ctc'; readonly model: string; readonly tokens: string };

export type FoundModel = { readonly files: ModelFiles; readonly name: string } | { readonly missing: string };

/** The model in a folder, by the names that sherpa-onnx's models have; the smaller `int8` file is taken where there are both. */
export function findModel(folder: string | undefined): FoundModel {
  if (folder === undefined) return { missing: 'ASR_MODEL_DIR is not set' };
  let names: string[];
  try {
    names = readdirSync(folder).sort();
  } catch {
    return { missing: `${folder} cannot be read` };
  }
  const pick = (form: RegExp): string | undefined => {
    const fitting = names.filter((name) => form.test(name));
    const name = fitting.find((one) => one.includes('int8')) ?? fitting[0];
    return name === undefined ? undefined : path.resolve(folder, name);
  };
  const tokens = pick(/tokens\.txt$/);
  if (tokens === undefined) return { missing: `${folder} holds no tokens.txt` };
  const [encoder, decoder, joiner, model] = [pick(/encoder.*\.onnx$/), pick(/decoder.*\.onnx$/), pick(/joiner.*\.onnx$/), pick(/^(?!.*(?:encoder|decoder|joiner)).*\.onnx$/)];
  const name = path.basename(path.resolve(folder));
  if (encoder !== undefined && decoder !== undefined) {
    return { name, files: joiner === undefined ? { type: 'whisper', encoder, decoder, tokens } : { type: 'transducer', encoder, decoder, joiner, tokens } };
  }
  return model === undefined ? { missing: `${folder} holds no model: *.onnx` } : { name, files: { type: 'nemo-ctc', model, tokens } };
}
