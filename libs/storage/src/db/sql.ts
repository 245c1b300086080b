/** A statement with its parameters apart. `name` makes it a prepared statement of the connection. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
  readonly isSql: true;
}

/** Writes a statement: values become parameters, a nested `sql` becomes part of the text. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  return build(strings, parts);
}

/** The same, prepared once in each connection. The text of one name must never change: nest no `sql` that varies. */
sql.named =
  (name: string) =>
  (strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql => ({ ...build(strings, parts), name });

/** A name from outside (schema, table), quoted. */
sql.identifier = (name: string): Sql => ({ text: `"${name.replaceAll('"', '""')}"`, values: [], isSql: true });

function build(strings: TemplateStringsArray, parts: readonly unknown[]): Sql {
  const values: unknown[] = [];
  let text = strings[0] ?? '';
  parts.forEach((part, index) => {
    if (isSql(part)) {
      const shift = values.length;
      text += part.text.replaceAll(/\$(\d+)/g, (_whole, digits: string) => `$${Number(digits) + shift}`);
      values.push(...part.values);
    } else {
      values.push(part);
      text += `$${values.length}`;
    }
    text += strings[index + 1] ?? '';
  });
  return { text, values, isSql: true };
}

function isSql(part: unknown): part is Sql {
  return typeof part === 'object' && part !== null && 'isSql' in part && part.isSql === true;
}
