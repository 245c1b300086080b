import type { Metrics } from '@ownerbot/runtime';

export interface JobMetrics {
  ran(kind: string, outcome: string, seconds: number): void;
  added(kind: string, result: 'added' | 'refused'): void;
}

const RUN_BUCKETS = [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 120];

export function jobMetrics(metrics: Metrics | undefined): JobMetrics {
  if (metrics === undefined) return { ran: () => undefined, added: () => undefined };
  const jobs = metrics.counter({ name: 'jobs_total', help: 'Runs of jobs by kind and outcome', labels: ['kind', 'outcome'] });
  const seconds = metrics.histogram({ name: 'job_run_seconds', help: 'Time of one run of a job', labels: ['kind'], buckets: RUN_BUCKETS });
  const adds = metrics.counter({ name: 'jobs_added_total', help: 'Jobs handed to the queues, by whether the store confirmed', labels: ['kind', 'result'] });
  return {
    ran(kind, outcome, time) {
      jobs.inc({ kind, outcome });
      seconds.observe({ kind }, time);
    },
    added: (kind, result) => adds.inc({ kind, result }),
  };
}
