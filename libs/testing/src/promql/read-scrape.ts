export type Labels = Readonly<Record<string, string>>;

export interface Series {
  readonly labels: Labels;
  readonly value: number;
}

/** What one process showed, or several together: the series of each metric. */
export type Scrape = ReadonlyMap<string, readonly Series[]>;

/** Reads the text that Prometheus reads, and adds the labels that Prometheus would give the process (`job`, `instance`). */
export function readScrape(text: string, target: Labels): Scrape {
  const series = new Map<string, Series[]>([['up', [{ labels: target, value: 1 }]]]);
  for (const [, name = '', labels = '', value = ''] of text.matchAll(/^([a-z_]\w*)(?:\{(.*)\})? (\S+)$/gim)) {
    const own = Object.fromEntries([...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = '', text_ = '']) => [key, text_.replace(/\\(.)/g, '$1')]));
    series.set(name, [...(series.get(name) ?? []), { labels: { ...own, ...target }, value: Number(value.replace('Inf', 'Infinity')) }]);
  }
  return series;
}

export function joinScrapes(scrapes: readonly Scrape[]): Scrape {
  const all = new Map<string, Series[]>();
  for (const scrape of scrapes) for (const [name, series] of scrape) all.set(name, [...(all.get(name) ?? []), ...series]);
  return all;
}
