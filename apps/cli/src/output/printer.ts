/** How a command speaks: results to standard output, everything on the way to standard error. */
export interface Printer {
  readonly json: boolean;
  /** A line on the way: progress, hints. Silent with `--json`. */
  note(text: string): void;
  /** The result: with `--json` the value as JSON, else the text. */
  result(value: unknown, text: () => string): void;
}

export interface Streams {
  out(text: string): void;
  err(text: string): void;
}

export const processStreams: Streams = {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
};

export function createPrinter(json: boolean, streams: Streams = processStreams): Printer {
  return {
    json,
    note: (text) => {
      if (!json) streams.err(`${text}\n`);
    },
    result: (value, text) => streams.out(json ? `${JSON.stringify(value, undefined, 2)}\n` : `${text()}\n`),
  };
}

/** Columns padded to their widest cell; the last one is not padded. */
export function table(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [header, ...rows];
  const widths = header.map((_, column) => Math.max(...all.map((row) => (row[column] ?? '').length)));
  return all.map((row) => row.map((cell, column) => (column === row.length - 1 ? cell : cell.padEnd(widths[column] ?? 0))).join('  ')).join('\n');
}
