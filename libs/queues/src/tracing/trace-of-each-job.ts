import type * as Api from '@opentelemetry/api';
import type { Telemetry } from 'bullmq';

type Span = ReturnType<Telemetry<Api.Context>['tracer']['startSpan']>;

/**
 * BullMQ's own spans, arranged so that each job is a trace of its own, with a link to the add that caused it: a request lives for as long as its
 * answer waits, and what a replay or a schedule starts would be one endless trace. What BullMQ does for itself (looking for jobs,
 * renewing locks) is left out: it happens all the time and belongs to no job.
 */
export function traceOfEachJob(telemetry: Telemetry<Api.Context>, api: Pick<typeof Api, 'trace' | 'SpanKind'>): Telemetry<Api.Context> {
  const { tracer, contextManager } = telemetry;
  return {
    contextManager,
    tracer: {
      startSpan(name, options, context) {
        if (options?.kind === api.SpanKind.PRODUCER) return tracer.startSpan(name, options, context);
        if (options?.kind !== api.SpanKind.CONSUMER || !name.startsWith('process')) return NO_SPAN;
        const cause = context === undefined ? undefined : api.trace.getSpanContext(context);
        // What BullMQ's type of the options leaves out goes to OpenTelemetry as it is.
        const own: Api.SpanOptions = { root: true, links: cause === undefined ? [] : [{ context: cause }] };
        return tracer.startSpan(name, { ...options, ...own }, context);
      },
    },
  };
}

const NO_SPAN: Span = {
  setSpanOnContext: (context) => context,
  setAttribute: () => undefined,
  setAttributes: () => undefined,
  addEvent: () => undefined,
  recordException: () => undefined,
  end: () => undefined,
};
