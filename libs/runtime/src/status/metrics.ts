import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry, type GaugeConfiguration } from 'prom-client';
import { withinMs } from '../timing';

export interface MetricSpec<Label extends string = string> {
  /** Without the prefix `ownerbot_`. Counters end in `_total`, times in `_seconds`. */
  readonly name: string;
  readonly help: string;
  readonly labels?: readonly Label[];
}

export interface Metrics {
  counter<Label extends string>(spec: MetricSpec<Label>): Counter<Label>;
  histogram<Label extends string>(spec: MetricSpec<Label> & { readonly buckets: readonly number[] }): Histogram<Label>;
  /** `collect` is called at each scrape and sets the gauge. When it fails or takes longer than 2 s, the gauge has no value in that scrape. */
  gauge<Label extends string>(spec: MetricSpec<Label> & { readonly collect?: (gauge: Gauge<Label>) => Promise<void> | void }): Gauge<Label>;
  /** The text that Prometheus reads. */
  render(): Promise<string>;
  readonly contentType: string;
}

const PREFIX = 'ownerbot_';
const COLLECT_WITHIN_MS = 2_000;

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
  const failures = new Counter(common({ name: 'metrics_collect_failures_total', help: 'Gauges that had no value in a scrape', labels: ['metric'] }));
  return {
    counter: (spec) => new Counter(common(spec)),
    histogram: (spec) => new Histogram({ ...common(spec), buckets: [...spec.buckets] }),
    gauge: (spec) => createGauge(common(spec), spec.collect, failures),
    render: () => registry.metrics(),
    contentType: registry.contentType,
  };
}

function createGauge<Label extends string>(
  config: GaugeConfiguration<Label>,
  collect: ((gauge: Gauge<Label>) => Promise<void> | void) | undefined,
  failures: Counter<'metric'>,
): Gauge<Label> {
  const gauge: Gauge<Label> = new Gauge(collect === undefined ? config : { ...config, collect: () => collectGuarded(collect) });
  return gauge;

  /** One store that is away must not hide all other figures, nor show its last ones as if they were new. */
  async function collectGuarded(run: (gauge: Gauge<Label>) => Promise<void> | void): Promise<void> {
    try {
      await withinMs(`collecting ${config.name}`, COLLECT_WITHIN_MS, Promise.resolve(run(gauge)));
    } catch {
      gauge.reset();
      if (config.labelNames?.length === 0) gauge.remove();
      failures.inc({ metric: config.name });
    }
  }
}
