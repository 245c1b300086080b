/** An object without some of its fields. */
export function omit<T extends object, K extends keyof T>(from: T, ...names: readonly K[]): Omit<T, K> {
  const left = { ...from };
  for (const name of names) delete left[name];
  return left;
}
