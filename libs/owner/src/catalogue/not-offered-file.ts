import type { Report } from './findings';
import { fieldsOf } from './read-fields';
import { readPhrase } from './read-template';
import type { Phrase } from './template-file';

/** A kind of request that the shop does not offer: recognised, told so, and never answered with something wider. */
export interface NotOffered {
  /** Its text is the message `not_offered.<id>`. */
  readonly id: string;
  readonly phrases: readonly Phrase[];
  /** Templates that come nearest; their buttons stand under the answer. */
  readonly instead: readonly string[];
}

export function readNotOffered(data: unknown, report: Report): NotOffered[] {
  if (!Array.isArray(data)) {
    report('', 'TPL_MISSING_KEY', 'is no list', 'a list of { id, phrases, instead }');
    return [];
  }
  return data.map((one, at) => {
    const fields = fieldsOf(one, String(at), report);
    const entry = { id: fields.string('id'), phrases: fields.list('phrases').map((phrase, index) => readPhrase(phrase, `${at}.phrases.${index}`, report)), instead: fields.texts('instead') };
    fields.done();
    return entry;
  });
}
