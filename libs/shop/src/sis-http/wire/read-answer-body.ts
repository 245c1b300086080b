import { ShopError } from '../../errors';
import type { ShopAnswer } from '../../envelope';
import { isInstant } from '../../instants';
import type { WindowQuery } from '../../methods/shared-types';
import { contractBroken, readData } from './read-data';
import { isJsonObject, textOf } from './read-json';
import { readProvenance, readWarnings } from './read-provenance';

/** What a read must answer with. */
export interface ReadExpectation<T extends object> {
  readonly answerClass: new () => T;
  /** `sis:` and the path template. */
  readonly source: string;
  /** The window that was asked for; null: a snapshot, or a list without days. */
  readonly window: WindowQuery | null;
  /** How many items and matches the data hold, of a list. */
  readonly list?: (data: T) => { readonly total: number; readonly shown: number };
}

/**
 * Reads the envelope of a read, which must be whole (SIS API v1, section 2). Throws `UPSTREAM_CONTRACT` for an answer that is no success
 * in spite of its status or that breaks its schema, `PROVENANCE_MISSING` and `PROVENANCE_INCOMPLETE` for one of unclear origin.
 */
export function readStrictly<T extends object>(body: unknown, expected: ReadExpectation<T>): ShopAnswer<T> {
  if (!isJsonObject(body)) throw contractBroken([{ path: '', rule: 'object', allowed: 'an envelope' }]);
  if (body['ok'] === false) throw contractBroken([{ path: 'ok', rule: 'true', allowed: 'true in an answer of status 200' }]);
  if (!isJsonObject(body['provenance'])) throw new ShopError('PROVENANCE_MISSING', 'the answer of SIS has no provenance');
  const asOf = body['as_of'];
  if (!isInstant(asOf)) throw incomplete('as_of');
  const read = readProvenance(body['provenance'], expected.source);
  if (!read.ok) throw incomplete(read.lacks);
  if (body['ok'] !== true) throw contractBroken([{ path: 'ok', rule: 'true', allowed: 'true' }]);
  const { provenance } = read;
  if (expected.window !== null && !isSameWindow(provenance.window, expected.window)) throw incomplete('window');
  const data = readData(expected.answerClass, body['data']);
  if (expected.list !== undefined) {
    const held = expected.list(data);
    const { counts } = provenance;
    if (counts === null || counts.total !== held.total || counts.shown !== held.shown) throw incomplete('counts');
  }
  return { data, as_of: asOf, warnings: readWarnings(body['warnings']), provenance };
}

function isSameWindow(window: ShopAnswer<unknown>['provenance']['window'], asked: WindowQuery): boolean {
  return window !== null && window.from === asked.from && window.to === asked.to && window.timezone === asked.tz;
}

function incomplete(lacks: string): ShopError {
  return new ShopError('PROVENANCE_INCOMPLETE', `the provenance of SIS lacks ${lacks}`, { fields: [{ path: lacks, rule: 'provenance', allowed: 'see SIS API v1, section 2' }] });
}

/** What is known about an action's answer besides its body: enough to form the provenance that the body may lack. */
export interface ActionFrame {
  readonly source: string;
  /** SHA-256 in hex of our own request. */
  readonly requestHash: string;
  /** `Date` of the answer. */
  readonly dateHeader: string | null;
  readonly now: Date;
}

/** The parts of an action's answer: its data, and an origin that is always whole. `isTimed` is false when no time at all is known. */
export interface ActionParts {
  readonly data: unknown;
  readonly asOf: string;
  readonly isTimed: boolean;
  readonly warnings: ShopAnswer<unknown>['warnings'];
  readonly provenance: ShopAnswer<unknown>['provenance'];
}

/** Reads an action's answer, which may lack its envelope: a bare object is the data (SIS API v1, section 2, tolerance). */
export function readTolerantly(body: object, frame: ActionFrame): ActionParts {
  const envelope = isJsonObject(body) && isJsonObject(body['data']) ? body : {};
  const data = 'data' in envelope ? envelope['data'] : body;
  const stated = [textOf(envelope['as_of']), isJsonObject(data) ? textOf(data['finished_at']) : null].find(isInstant);
  const headerAt = frame.dateHeader === null ? Number.NaN : Date.parse(frame.dateHeader);
  const asOf = stated ?? new Date(Number.isNaN(headerAt) ? frame.now : headerAt).toISOString();
  const read = isJsonObject(envelope['provenance']) ? readProvenance(envelope['provenance'], frame.source) : null;
  return {
    data,
    asOf,
    isTimed: stated !== undefined || !Number.isNaN(headerAt),
    warnings: readWarnings(envelope['warnings']),
    provenance:
      read?.ok === true
        ? read.provenance
        : {
            sources: [frame.source],
            window: null,
            filters_hash: frame.requestHash,
            counts: null,
            completeness: { status: 'complete', missing_days: [], in_progress_day: null },
          },
  };
}
