import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';

export interface MetricSpec<Label extends string = string> {
  /** Without the prefix `ownerbot_`. Counters end in `_total`, times in `_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

export interface Metrics {
  counter<Label extends string>(spec: MetricSpec<Label>): Counter<Label>;
  histogram<Label extends string>(spec: MetricSpec<Label> & { readonly buckets: readonly number[] }): Histogram<Label>;
  /** `collect` is called at each scrape and sets the gauge. */
  gauge<Label extends string>(spec: MetricSpec<Label> & { readonly collect?: (gauge: Gauge<Label>) => Promise<void> | void }): Gauge<Label>;
  /** The text that Prometheus reads. */
  render(): Promise<string>;
  readonly contentType: string;
}

const PREFIX = 'ownerbot_';

/** A registry of its own for each process; `processMetrics` adds event-loop delay, memory and the like. */
export function createMetrics(options: { processMetrics?: boolean } = {}): Metrics {
  const registry = new Registry();
  if (options.processMetrics === true) collectDefaultMetrics({ register: registry, prefix: PREFIX });
  const common = <Label extends string>(spec: MetricSpec<Label>) => ({
    name: `${PREFIX}${spec.name}`,
    help: spec.help,
    labelNames: [...(spec.labels ?? [])],
    registers: [registry],
  });
  return {
    counter: (spec) => new Counter(common(spec)),
    histogram: (spec) => new Histogram({ ...common(spec), buckets: [...spec.buckets] }),
    gauge(spec) {
      const { collect } = spec;
      const gauge: Gauge<never> | Gauge = new Gauge({ ...common(spec), ...(collect === undefined ? {} : { collect: () => collect(gauge as never) }) });
      return gauge as never;
    },
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}
