import type { RefusedField } from '../../errors';
import { isJsonObject, textOf, type JsonObject } from './read-json';

/** What SIS says about a request that it refuses. */
export interface SisRefusal {
  readonly reason: string;
  /** Its own words, at most 500 characters: for audit, never for the owner. */
  readonly message: string;
  readonly fields: readonly RefusedField[];
  readonly ids: readonly (number | string)[];
  /** The body was no JSON object: perhaps SIS itself was not reached. */
  readonly isReadable: boolean;
}

const UNSPECIFIED = 'UNSPECIFIED';
const MESSAGE_LIMIT = 500;
const IDS_LIMIT = 50;
const CODE = /^[A-Z][A-Z0-9_]{0,63}$/;

/**
 * Reads the four shapes of an error body (SIS API v1, section 3). The reason is `detail.code`, else `error.code`, else what the words of a
 * 409 say, else `UNSPECIFIED`; a code that is none (a sentence, a number) counts as absent.
 * `hide` masks the key wherever SIS repeats it; before anything is cut, so that no half of it stays.
 */
export function readRefusal(status: number, body: unknown, hide: (text: string) => string): SisRefusal {
  if (!isJsonObject(body)) return { reason: UNSPECIFIED, message: '', fields: [], ids: [], isReadable: false };
  const { detail } = body;
  const error = isJsonObject(body['error']) ? body['error'] : {};
  const structured: JsonObject = isJsonObject(detail) ? detail : {};
  const listed = Array.isArray(detail) ? (detail as unknown[]).filter(isJsonObject) : [];
  const words = textOf(detail) ?? textOf(structured['message']) ?? textOf(error['message']) ?? textOf(listed[0]?.['msg']) ?? '';
  return {
    reason: codeIn(structured) ?? codeIn(error) ?? (status === 409 ? reasonInWords(words) : null) ?? (listed.length > 0 ? 'VALIDATION' : UNSPECIFIED),
    message: hide(words).slice(0, MESSAGE_LIMIT),
    fields: [...listed, ...objectsIn(structured['fields']), ...objectsIn(structured['errors'])].map((item) => fieldOf(item, hide)),
    ids: (Array.isArray(structured['ids']) ? (structured['ids'] as unknown[]) : []).filter(isId).slice(0, IDS_LIMIT),
    isReadable: true,
  };
}

function codeIn(owner: JsonObject): string | null {
  const code = textOf(owner['code']);
  return code !== null && CODE.test(code) ? code : null;
}

function reasonInWords(words: string): string | null {
  if (/force/i.test(words)) return 'FORCE_REQUIRED';
  return /rollback/i.test(words) ? 'ROLLBACK_IMPOSSIBLE' : null;
}

function objectsIn(value: unknown): readonly JsonObject[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isJsonObject) : [];
}

/** `loc` names where in the request; its first step is the part of the request, which the owner has no use for. */
function fieldOf(item: JsonObject, hide: (text: string) => string): RefusedField {
  const loc = Array.isArray(item['loc']) ? (item['loc'] as unknown[]).map(String) : [];
  const path = textOf(item['path']) ?? (loc.length > 1 && /^(body|query|path)$/.test(loc[0] ?? '') ? loc.slice(1) : loc).join('.');
  return {
    path: hide(path).slice(0, 200),
    rule: hide(textOf(item['type']) ?? textOf(item['rule']) ?? 'refused').slice(0, 100),
    allowed: hide(textOf(item['allowed']) ?? textOf(item['msg']) ?? '').slice(0, 200),
  };
}

function isId(value: unknown): value is number | string {
  return Number.isSafeInteger(value) || (typeof value === 'string' && value.length <= 64);
}
