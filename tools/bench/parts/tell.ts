/** A line on how far it is, beside the figures on standard output. */
export function tell(line: string): void {
  process.stderr.write(`${line}\n`);
}
