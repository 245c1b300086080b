/** One refused value of a payload. */
export interface FieldProblem {
  /** Where in the payload, for example `period.from`. */
  readonly path: string;
  readonly rule: string;
  /** What would be accepted. */
  readonly allowed: string;
}

export interface ErrorDetails {
  readonly fields?: readonly FieldProblem[];
  readonly reason?: string;
  /** Of a missing setting. */
  readonly key?: string;
  readonly entity?: string;
  readonly [name: string]: unknown;
}
