/** The most moments, in milliseconds and in their order, that lie within any second. */
export function mostInASecond(moments: readonly number[]): number {
  let first = 0;
  return moments.reduce((most, at, last) => {
    while (at - (moments[first] ?? at) >= 1_000) first += 1;
    return Math.max(most, last - first + 1);
  }, 0);
}
