import { createRequire } from 'node:module';
import type * as Api from '@opentelemetry/api';
import type * as Otlp from '@opentelemetry/exporter-trace-otlp-http';
import type * as Resources from '@opentelemetry/resources';
import type * as Sdk from '@opentelemetry/sdk-trace-node';
import type { Telemetry } from 'bullmq';
import type * as BullmqOtel from 'bullmq-otel';
import { messageOf, withinMs, type Logger } from '@ownerbot/runtime';
import type { QueueSettings } from '../settings';
import { traceOfEachJob } from './trace-of-each-job';

export interface Tracing {
  readonly telemetry: Telemetry;
  /** Sends what is left, within a limit. */
  close(): Promise<void>;
}

export interface TracingOptions {
  /** Address of a collector that takes OTLP over HTTP. */
  readonly endpoint: string;
  readonly processName: string;
  readonly log: Logger;
  /** Instead of one that sends to the endpoint. */
  readonly exporter?: Sdk.SpanExporter;
}

/** Where the settings ask for traces. */
export function tracingOf({ tracesEndpoint }: Pick<QueueSettings, 'tracesEndpoint'>, processName: string, log: Logger): Tracing | undefined {
  return tracesEndpoint === undefined ? undefined : openTracing({ endpoint: tracesEndpoint, processName, log });
}

const CLOSE_MS = 2_000;

/** Traces of the jobs for OpenTelemetry. The packages are loaded here and nowhere else: who does not want traces does not pay for them. */
export function openTracing({ endpoint, processName, log, exporter }: TracingOptions): Tracing {
  // Named one by one: tools/pack-app.cjs looks for this form.
  const api = createRequire(__filename)('@opentelemetry/api') as typeof Api;
  const { BatchSpanProcessor, NodeTracerProvider } = createRequire(__filename)('@opentelemetry/sdk-trace-node') as typeof Sdk;
  const { BullMQOtel } = createRequire(__filename)('bullmq-otel') as typeof BullmqOtel;
  const { OTLPTraceExporter } = createRequire(__filename)('@opentelemetry/exporter-trace-otlp-http') as typeof Otlp;
  const { resourceFromAttributes } = createRequire(__filename)('@opentelemetry/resources') as typeof Resources;
  const provider = new NodeTracerProvider({
    resource: resourceFromAttributes({ 'service.name': `ownerbot-${processName}` }),
    spanProcessors: [new BatchSpanProcessor(exporter ?? new OTLPTraceExporter({ url: `${endpoint.replace(/\/+$/, '')}/v1/traces` }))],
  });
  provider.register();
  return {
    telemetry: traceOfEachJob(new BullMQOtel({ tracerName: 'ownerbot' }), api),
    async close() {
      await withinMs('sending the last traces', CLOSE_MS, provider.shutdown()).catch((error: unknown) => log.warn('traces_lost', { message: messageOf(error) }));
      api.trace.disable();
      api.context.disable();
      api.propagation.disable();
    },
  };
}
