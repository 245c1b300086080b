import { readAnswer, type AnswerRead } from '../../answers/read-answer';
import { ShopError, type RefusedField } from '../../errors';

const SHOWN_DIFFERENCES = 5;

/** The `data` of an answer as its class. An answer nested so deeply that reading it overflows the stack breaks the contract too. */
export function tryReadData<T extends object>(answerClass: new () => T, data: unknown): AnswerRead<T> {
  try {
    return readAnswer(answerClass, data);
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, differences: [{ path: 'data', rule: 'depth', allowed: 'a shallower answer' }] };
  }
}

export function contractBroken(differences: readonly RefusedField[]): ShopError {
  const fields = differences.slice(0, SHOWN_DIFFERENCES);
  return new ShopError('UPSTREAM_CONTRACT', `the answer of SIS breaks the contract: ${fields.map((one) => `${one.path} (${one.rule})`).join(', ')}`, { fields });
}

export function readData<T extends object>(answerClass: new () => T, data: unknown): T {
  const read = tryReadData(answerClass, data);
  if (!read.ok) throw contractBroken(read.differences);
  return read.data;
}
