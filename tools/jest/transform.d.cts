/** What jest asks of a transformer, as far as the tests use it. */
interface Transformer {
  process(text: string, file: string, how: object): { code: string };
}

export function createTransformer(options: object): Transformer;
