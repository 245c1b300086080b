/** What is wrong with catalogues on disk, all of it in one report: the start stops. */
export class CatalogueError extends Error {
  readonly code = 'CATALOGUE_INVALID';
  constructor(readonly findings: readonly string[]) {
    super(`message catalogue: ${findings.length} finding(s)\n${findings.join('\n')}`);
    this.name = 'CatalogueError';
  }
}

/** A key that no catalogue holds, or parameters that do not fit its placeholders: a defect of the caller. */
export class MessageError extends Error {
  readonly code: 'MESSAGE_UNKNOWN' | 'MESSAGE_PARAMETERS';
  constructor(code: MessageError['code'], key: string, detail: string) {
    super(`message ${key}: ${detail}`);
    this.name = 'MessageError';
    this.code = code;
  }
}
