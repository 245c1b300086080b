/** What one check of `ownerbot doctor` found. `fix` says what to do, for everything that is not well. */
export interface Finding {
  readonly check: string;
  readonly status: 'ok' | 'warning' | 'error' | 'skipped';
  readonly detail: string;
  readonly fix?: string;
}

export const well = (check: string, detail: string): Finding => ({ check, status: 'ok', detail });
export const skipped = (check: string, detail: string): Finding => ({ check, status: 'skipped', detail });
export const warning = (check: string, detail: string, fix: string): Finding => ({ check, status: 'warning', detail, fix });
export const broken = (check: string, detail: string, fix: string): Finding => ({ check, status: 'error', detail, fix });

const MARKS = { ok: '✓', warning: '!', error: '✗', skipped: '–' } as const;

/** The findings as a person reads them: one line each, the fix below what it mends. */
export function renderFindings(findings: readonly Finding[]): string {
  const width = Math.max(...findings.map((one) => one.check.length));
  const lines = findings.flatMap((one) => {
    const [first = '', ...more] = one.detail.split('\n');
    const indent = ' '.repeat(width + 4);
    return [`${MARKS[one.status]} ${one.check.padEnd(width)}  ${first}`, ...more.map((line) => indent + line), ...(one.fix === undefined ? [] : [`${indent}→ ${one.fix}`])];
  });
  const errors = findings.filter((one) => one.status === 'error').length;
  const warnings = findings.filter((one) => one.status === 'warning').length;
  return [...lines, '', errors === 0 ? `healthy, ${count(warnings, 'warning')}` : `${count(errors, 'error')}, ${count(warnings, 'warning')}`].join('\n');
}

function count(number: number, noun: string): string {
  return number === 1 ? `1 ${noun}` : `${number} ${noun}s`;
}
