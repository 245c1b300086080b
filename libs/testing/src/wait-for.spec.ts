import { waitFor } from './wait-for';

test('it gives back what the condition gave', async () => {
  let asked = 0;
  expect(await waitFor(() => (asked += 1) === 3 && 'there', { what: 'the third time' })).toBe('there');
});

test('it says what it waited for, and the last error', async () => {
  const waiting = waitFor(() => Promise.reject(new Error('not yet')), { what: 'a miracle', timeoutMs: 20 });
  await expect(waiting).rejects.toMatchObject({ message: 'waited 20 ms in vain for a miracle', cause: new Error('not yet') });
});
