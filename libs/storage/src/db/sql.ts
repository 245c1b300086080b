/** A statement with its parameters apart. `name` makes it a prepared statement of the connection. */
export interface Sql {
  readonly text: string;
  readonly values: readonly unknown[];
  readonly name?: string;
  /** The templates that its text is made of, each once for each place: what has the same ones has the same text. */
  readonly made?: readonly unknown[];
  readonly isSql: true;
}

/** Writes a statement: values become parameters, a nested `sql` becomes part of the text. */
export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  // Most pieces end inside a named statement, whose text is known: then nobody asks for theirs.
  let text: string | undefined;
  return {
    get text() {
      return (text ??= textOf(strings, parts));
    },
    values: valuesOf(parts),
    made: madeOf(strings, parts),
    isSql: true,
  };
}

/** Texts of named statements, by the template that wrote them. */
const known = new WeakMap<TemplateStringsArray, { readonly text: string; readonly made: readonly unknown[] }>();

/** The same, prepared once in each connection. The text of one name must never change: nest no `sql` that varies. */
sql.named =
  (name: string) =>
  (strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql => {
    const made = madeOf(strings, parts);
    const before = known.get(strings);
    const text = before !== undefined && isSame(before.made, made) ? before.text : textOf(strings, parts);
    if (before === undefined) known.set(strings, { text, made });
    return { name, text, values: valuesOf(parts), made, isSql: true };
  };

/** A name from outside (schema, table), quoted. */
sql.identifier = (name: string): Sql => ({ text: `"${name.replaceAll('"', '""')}"`, values: [], made: [name], isSql: true });

function textOf(strings: TemplateStringsArray, parts: readonly unknown[]): string {
  let text = strings[0] ?? '';
  let before = 0;
  parts.forEach((part, index) => {
    if (isSql(part)) {
      const shift = before;
      text += part.text.replaceAll(/\$(\d+)/g, (_whole, digits: string) => `$${Number(digits) + shift}`);
      before += part.values.length;
    } else {
      before += 1;
      text += `$${before}`;
    }
    text += strings[index + 1] ?? '';
  });
  return text;
}

function valuesOf(parts: readonly unknown[]): unknown[] {
  const values: unknown[] = [];
  for (const part of parts) {
    if (isSql(part)) values.push(...part.values);
    else values.push(part);
  }
  return values;
}

function madeOf(strings: TemplateStringsArray, parts: readonly unknown[]): unknown[] {
  const made: unknown[] = [strings];
  for (const part of parts) if (isSql(part)) made.push(...(part.made ?? [part.text]));
  return made;
}

function isSame(one: readonly unknown[], other: readonly unknown[]): boolean {
  return one.length === other.length && one.every((part, index) => part === other[index]);
}

function isSql(part: unknown): part is Sql {
  return typeof part === 'object' && part !== null && 'isSql' in part && part.isSql === true;
}
