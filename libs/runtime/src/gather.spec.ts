import { gathered } from './gather';

function rounds() {
  const seen: number[][] = [];
  const ends: { resolve(): void; reject(error: Error): void }[] = [];
  const call = gathered<number>((inputs) => {
    seen.push([...inputs]);
    return new Promise((resolve, reject) => ends.push({ resolve, reject }));
  });
  return { seen, ends, call };
}

test('a call that comes alone runs at once, those that come meanwhile run together', async () => {
  const { seen, ends, call } = rounds();
  const first = call(1);
  const others = Promise.all([call(2), call(3)]);
  expect(seen).toEqual([[1]]);
  ends[0]?.resolve();
  await first;
  expect(seen).toEqual([[1], [2, 3]]);
  ends[1]?.resolve();
  await others;
  const late = call(4);
  expect(seen).toEqual([[1], [2, 3], [4]]);
  ends[2]?.resolve();
  await late;
});

test('a round that fails fails all its calls and no other', async () => {
  const { ends, call } = rounds();
  const first = call(1);
  const others = Promise.allSettled([call(2), call(3)]);
  ends[0]?.reject(new Error('away'));
  await expect(first).rejects.toThrow('away');
  ends[1]?.resolve();
  expect((await others).map(({ status }) => status)).toEqual(['fulfilled', 'fulfilled']);
});

test('a round has at most two hundred calls', async () => {
  const sizes: number[] = [];
  const call = gathered<number>((inputs) => {
    sizes.push(inputs.length);
    return Promise.resolve();
  });
  await Promise.all(Array.from({ length: 402 }, (_, index) => call(index)));
  expect(sizes).toEqual([1, 200, 200, 1]);
});
