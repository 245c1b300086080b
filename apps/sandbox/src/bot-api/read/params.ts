import type { CallInput, Upload } from '../../http/read-body';
import { badRequest } from '../errors';

/** Reads the parameters of one call the way the Bot API reads them: everything is text, and what is out of range is cut to it. */
export interface Params {
  text(name: string): string | undefined;
  /** A whole number, cut to the range; the fallback when it is missing or no number. */
  integer(name: string, fallback: number, min: number, max: number): number;
  optionalInteger(name: string): number | undefined;
  flag(name: string): boolean;
  /** A JSON value, or undefined. Refuses with `complaint` when it does not parse. */
  json(name: string, complaint: string): unknown;
  upload(name: string): Upload | undefined;
}

export function createParams({ params, uploads }: CallInput): Params {
  function readInteger(name: string): number | undefined {
    const value = params.get(name);
    if (value === undefined || !/^\s*[-+]?\d+\s*$/.test(value)) return undefined;
    return Number(value);
  }
  return {
    text: (name) => params.get(name),
    integer(name, fallback, min, max) {
      return Math.min(max, Math.max(min, readInteger(name) ?? fallback));
    },
    optionalInteger: readInteger,
    flag: (name) => ['true', '1', 'yes', 't', 'y'].includes((params.get(name) ?? '').trim().toLowerCase()),
    json(name, complaint) {
      const value = params.get(name);
      if (value === undefined || value === '') return undefined;
      try {
        return JSON.parse(value);
      } catch {
        throw badRequest(complaint);
      }
    },
    upload: (name) => uploads.get(name),
  };
}

export const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
