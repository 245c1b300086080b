/** exp of the mean log-probability of the tokens that hold a letter or a digit; null where none is told. */
export function confidenceOfTokens(logprobs: unknown): number | null {
  if (!Array.isArray(logprobs)) return null;
  const values = logprobs.flatMap((one: unknown) => (isToken(one) && /[\p{L}\p{N}]/u.test(one.token) ? [one.logprob] : []));
  if (values.length === 0) return null;
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.min(1, Math.max(0, Math.exp(mean)));
}

function isToken(value: unknown): value is { token: string; logprob: number } {
  return typeof value === 'object' && value !== null && 'token' in value && typeof value.token === 'string' && 'logprob' in value && typeof value.logprob === 'number';
}
