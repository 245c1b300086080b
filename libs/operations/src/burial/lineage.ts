/** What a job id says of replays. */
export interface Lineage {
  /** The id of the first job. */
  readonly base: string;
  /** The number of the replay; 0 for the first job. */
  readonly generation: number;
}

/** `tg-1-5-r2` is the second replay of `tg-1-5`; a message's job keeps its ending: `tg-1-5-2-r1-msg` is the first of `tg-1-5-2-msg`. */
export function lineageOf(jobId: string): Lineage {
  const [, start, number, ending = ''] = /^(.+)-r(\d{1,6})(-msg)?$/.exec(jobId) ?? [];
  return start === undefined || number === undefined ? { base: jobId, generation: 0 } : { base: `${start}${ending}`, generation: Number(number) };
}

/** The id of a replay, made from the first job's alone, so that adding it twice adds it once. */
export function replayJobId(base: string, generation: number): string {
  const [, start = base, ending = ''] = /^(.*?)(-msg)?$/.exec(base) ?? [];
  return `${start}-r${generation}${ending}`;
}
