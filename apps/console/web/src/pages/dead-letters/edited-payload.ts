export type Edited = { readonly payload: object } | { readonly problem: 'notJson' | 'notObject' | 'unchanged' };

/** What was typed, as long as it is an object and another one than before. Whether it fits the job's schema is the server's to say. */
export function readEdited(text: string, before: unknown): Edited {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch {
    return { problem: 'notJson' };
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed)) return { problem: 'notObject' };
  return JSON.stringify(parsed) === JSON.stringify(before) ? { problem: 'unchanged' } : { payload: parsed };
}
