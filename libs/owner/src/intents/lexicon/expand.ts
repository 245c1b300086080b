/**
 * Word forms, written shortly: `заказ(,а,у)` stands for `заказ заказа заказу`. Whole forms, never stems: a stem would also match
 * a customer ("заказчик") and would join a command with a report of the past.
 */
export function expand(short: string): string[] {
  return short.trim().split(/\s+/).flatMap((item) => {
    const match = /^(.*?)\((.*)\)$/.exec(item);
    return match ? (match[2] ?? '').split(',').map((ending) => `${match[1]}${ending}`) : [item];
  });
}
