import { openLibraries } from './open-libraries';

test('everything that the libraries offer is opened, also of those that are met on the way', () => {
  const libraries = (Reflect.get(globalThis, Symbol.for('ownerbot.libraries')) ?? []) as object[];
  const opened: string[] = [];
  const library = (...names: readonly string[]): object =>
    Object.defineProperties({}, Object.fromEntries(names.map((name) => [name, { enumerable: true, get: () => void (opened.push(name), name === 'last' && libraries.push(library('met'))) }])));
  libraries.push(library('first', 'last'));
  Reflect.set(globalThis, Symbol.for('ownerbot.libraries'), libraries);
  openLibraries();
  expect(opened).toEqual(['first', 'last', 'met']);
});
