/** Id of the n-th effect (from 1) of a job: known before anything is written, so that doing it twice does it once. */
export function effectId(jobId: string, n: number): string {
  return `${jobId}-${n}`;
}
