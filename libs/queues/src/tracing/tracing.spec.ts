import { InMemorySpanExporter, type ReadableSpan } from '@opentelemetry/sdk-trace-node';
import { silentLogger } from '@ownerbot/runtime';
import { leakCheck } from '@ownerbot/testing';
import { aToolRun, BACKENDS, emptyStore, QUICK, until, Workshop, type TestStore } from '../conformance/support';
import { createQueues, done, openTracing, type Tracing } from '../index';

describe.each(BACKENDS)('traces on %s', (backend) => {
  let store: TestStore;
  beforeAll(async () => {
    store = await emptyStore(backend);
  });
  afterAll(() => store.remove());

  /** One job that is added by another, and the time until both are done. */
  async function causeAndEffect(tracing: Tracing | undefined): Promise<void> {
    const workshop = new Workshop();
    const queues = createQueues({ settings: store.settings, log: silentLogger, tracing });
    const seen: string[] = [];
    const handle = async ({ id }: { id: string }) => {
      if (id === 'tool-cause') await queues.producer().add(aToolRun('effect'));
      seen.push(id);
      return done();
    };
    await workshop.started(queues.consumer({ families: ['tools'], handlers: { 'tool.run': handle }, timing: QUICK }));
    await queues.producer().add(aToolRun('cause'));
    await until('both jobs', () => seen.length === 2);
    await workshop.close();
    await queues.close();
  }

  test('each job is a trace of its own, linked to the add that caused it', async () => {
    const exporter = new KeepingExporter();
    await causeAndEffect(openTracing({ endpoint: 'http://127.0.0.1:1', processName: 'worker', log: silentLogger, exporter }));
    const spans = exporter.kept;
    const of = (name: string) => spans.filter((span) => span.name === name);
    const jobOf = (span: ReadableSpan) => span.attributes['bullmq.job.id'];
    // Nothing of what BullMQ does for itself.
    expect([...new Set(spans.map(({ name }) => name))].sort()).toEqual(['add tools.tool.run', 'process tools']);
    const [cause, effect] = ['tool-cause', 'tool-effect'].map((id) => of('process tools').find((span) => jobOf(span) === id));
    const [addedCause, addedEffect] = ['tool-cause', 'tool-effect'].map((id) => of('add tools.tool.run').find((span) => jobOf(span) === id));
    const ids = (span: ReadableSpan | undefined) => [span?.spanContext().traceId, span?.spanContext().spanId];
    expect(cause?.parentSpanContext).toBeUndefined();
    expect(effect?.parentSpanContext).toBeUndefined();
    expect(new Set([cause, effect, addedCause].map((span) => ids(span)[0])).size).toBe(3);
    expect(cause?.links.map(({ context }) => [context.traceId, context.spanId])).toEqual([ids(addedCause)]);
    expect(effect?.links.map(({ context }) => [context.traceId, context.spanId])).toEqual([ids(addedEffect)]);
    // The add is a part of the trace of the job that did it.
    expect(addedEffect?.parentSpanContext?.spanId).toBe(ids(cause)[1]);
    expect(cause?.resource.attributes['service.name']).toBe('ownerbot-worker');
  });
});

/** The one of the SDK forgets at its end what it holds. */
class KeepingExporter extends InMemorySpanExporter {
  readonly kept: ReadableSpan[] = [];
  override export(spans: ReadableSpan[], done: Parameters<InMemorySpanExporter['export']>[1]): void {
    this.kept.push(...spans);
    super.export(spans, done);
  }
}

leakCheck();
