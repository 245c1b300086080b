const METRIC = /^(?:\w+_)?process_cpu_seconds_total(?:\{[^}]*\})? (\S+)$/m;

/** CPU time that one of our processes has used so far, as it tells itself. */
export async function cpuSecondsOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(METRIC.exec(text)?.[1] ?? NaN);
}
