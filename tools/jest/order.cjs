// The order of a run. End-to-end files mostly wait, the others mostly compute: side by side they leave no core idle. So both kinds
// advance alike, the longest of each first, and both come to their end with the shortest ones.

const END_TO_END = /\/e2e\//;

/**
 * @template T
 * @param {readonly T[]} items
 * @param {{ pathOf(item: T): string, secondsOf(item: T): number }} facts
 * @returns {T[]}
 */
function inOrder(items, { pathOf, secondsOf }) {
  const byLength = (one, other) => secondsOf(other) - secondsOf(one) || (pathOf(one) < pathOf(other) ? -1 : 1);
  const lanes = [true, false].map((isEndToEnd) => {
    const waiting = items.filter((item) => END_TO_END.test(pathOf(item)) === isEndToEnd).sort(byLength);
    return { waiting, begun: 0, whole: waiting.reduce((sum, item) => sum + secondsOf(item), 0) };
  });
  return items.map(() => {
    const lane = lanes.filter(({ waiting }) => waiting.length > 0).sort((one, other) => one.begun / one.whole - other.begun / other.whole)[0];
    const item = lane.waiting.shift();
    lane.begun += secondsOf(item);
    return item;
  });
}

module.exports = { inOrder };
