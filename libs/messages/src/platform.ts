import path from 'node:path';

/** Folder of the texts that the machinery itself needs: errors, warnings, progress, refusals (`i18n/<locale>/platform.yml`), and formats. */
export const platformTexts = path.join(__dirname, '..', 'i18n');

/** Our own defects have many names in the audit and one for the owner. */
const INTERNAL_CODES = new Set(['TOOL_EXECUTION_FAILED', 'TOOL_CONTRACT_BROKEN', 'ACTION_EXCEPTION']);

/** The code that the owner sees for an error code. */
export function shownCode(code: string): string {
  return INTERNAL_CODES.has(code) ? 'INTERNAL' : code;
}
