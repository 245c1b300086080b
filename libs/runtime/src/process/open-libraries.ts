/** Where the build has each library register what it offers (`tools/lazy-index.cjs`). */
const LIBRARIES = Symbol.for('ownerbot.libraries');

/**
 * A library opens a file when something of it is first used. A program that stays opens all of them before it begins: a file that is
 * broken stops its start, and no request waits for the disk.
 */
export function openLibraries(): void {
  const libraries = (Reflect.get(globalThis, LIBRARIES) ?? []) as readonly object[];
  // The list grows while it is gone through: a file that is opened opens libraries of its own.
  for (let at = 0; at < libraries.length; at += 1) Object.values(libraries[at] ?? {});
}
