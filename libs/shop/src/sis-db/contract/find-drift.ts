import { sql, type ReadTransaction, type Sql } from '@ownerbot/storage';
import { CONTRACT_VIEW_NAMES, columnsOf, isProvidedKey, KNOWN_VALUES, PROVIDED_BY, type Column, type ContractView } from './views';

/** Where the views differ from the contract; `column` is null for a whole view. */
export interface DriftFinding {
  readonly view: ContractView;
  readonly column: string | null;
  readonly expected: string;
  readonly found: string;
}

export interface Drift {
  readonly findings: readonly DriftFinding[];
  /** Values that OwnerBot does not know: shown as "other". */
  readonly notes: readonly string[];
  /** Views that the role may not read. */
  readonly unreadable: readonly string[];
}

const NEWEST_ROWS = 1_000;
const NEWEST_FIRST: Partial<Record<ContractView, Sql>> = { orders: sql`order by created_at desc`, order_items: sql`order by order_id desc` };

/** Types as `format_type` writes them, by the contract's names. */
const WRITTEN: Readonly<Record<string, RegExp>> = {
  integer: /^integer$/,
  bigint: /^bigint$/,
  'bigint[]': /^bigint\[\]$/,
  text: /^(text|character varying(\(\d+\))?)$/,
  'text[]': /^(text|character varying(\(\d+\))?)\[\]$/,
  boolean: /^boolean$/,
  numeric: /^numeric(\(\d+,\d+\))?$/,
  date: /^date$/,
  timestamptz: /^timestamp(\(\d\))? with time zone$/,
  jsonb: /^jsonb$/,
};

type Found = ReadonlyMap<ContractView, ReadonlyMap<string, string>>;

/** Compares the provided views with the contract, in catalogue and newest rows. Reads only; named findings, so that each can be told apart. */
export async function findDrift(tx: ReadTransaction, schema: string): Promise<Drift> {
  const { found, unreadable } = await readCatalogue(tx, schema);
  const ofContract = shapeFindings('contract', found);
  if (ofContract.length > 0 || unreadable.includes('contract')) return { findings: ofContract, notes: [], unreadable };
  const findings: DriftFinding[] = [...(await doubleRows(tx))];
  const notes: string[] = [];
  for (const view of await providedViews(tx)) {
    const shape = shapeFindings(view, found);
    findings.push(...shape);
    // Of what is not as agreed, or may not be read, nothing more can be asked.
    if (shape.length > 0 || unreadable.includes(view)) continue;
    const rows = await readNewest(tx, view);
    findings.push(...rows.nulls.map((column) => ({ view, column, expected: 'no null', found: 'null' })));
    notes.push(...rows.unknown.map((column) => `${view}.${column} holds a value that OwnerBot does not know`));
  }
  return { findings, notes, unreadable };
}

async function readCatalogue(tx: ReadTransaction, schema: string): Promise<{ found: Found; unreadable: string[] }> {
  const rows = await tx.query<{ view: ContractView; column: string; type: string; is_readable: boolean }>(sql`
    select c.relname::text as view, a.attname::text as column, format_type(a.atttypid, a.atttypmod) as type,
      has_schema_privilege(n.oid, 'USAGE') and has_table_privilege(c.oid, 'SELECT') as is_readable
    from pg_namespace n join pg_class c on c.relnamespace = n.oid join pg_attribute a on a.attrelid = c.oid
    where n.nspname = ${schema}::text and c.relname = any(${[...CONTRACT_VIEW_NAMES]}::text[]) and c.relkind in ('r', 'p', 'v', 'm', 'f')
      and a.attnum > 0 and not a.attisdropped
    order by c.relname, a.attnum`);
  const found = new Map<ContractView, Map<string, string>>();
  for (const { view, column, type } of rows) found.set(view, (found.get(view) ?? new Map<string, string>()).set(column, type));
  return { found, unreadable: [...new Set(rows.filter((row) => !row.is_readable).map((row) => row.view))] };
}

function shapeFindings(view: ContractView, found: Found): DriftFinding[] {
  const columns = found.get(view);
  if (columns === undefined) return [{ view, column: null, expected: 'a view', found: 'nothing' }];
  return columnsOf(view).flatMap(({ name, type }): DriftFinding[] => {
    const is = columns.get(name);
    return is !== undefined && WRITTEN[type]?.test(is) === true ? [] : [{ view, column: name, expected: type, found: is ?? 'nothing' }];
  });
}

async function doubleRows(tx: ReadTransaction): Promise<DriftFinding[]> {
  const rows = await tx.query(sql`select shop_id from contract group by shop_id having count(*) > 1 limit 1`);
  return rows.length === 0 ? [] : [{ view: 'contract', column: 'shop_id', expected: 'one row a shop', found: 'several' }];
}

async function providedViews(tx: ReadTransaction): Promise<ContractView[]> {
  const rows = await tx.query<{ key: string }>(sql`select distinct unnest(provides) as key from contract`);
  const views = new Set(rows.flatMap(({ key }): readonly ContractView[] => (isProvidedKey(key) ? PROVIDED_BY[key] : [])));
  return CONTRACT_VIEW_NAMES.filter((view) => view === 'contract' || views.has(view));
}

/** Views carry no null constraints, so the newest rows are looked at. */
async function readNewest(tx: ReadTransaction, view: ContractView): Promise<{ nulls: string[]; unknown: string[] }> {
  const strict = columnsOf(view).filter((column) => !column.isNullable);
  const known = Object.entries(KNOWN_VALUES[view] ?? {});
  const isNull = ({ name }: Column): Sql => sql`case when bool_or(${sql.identifier(name)} is null) then ${name}::text end`;
  const isUnknown = ([name, values]: readonly [string, readonly string[]]): Sql =>
    sql`case when bool_or(not (${sql.identifier(name)} = any(${[...values]}::text[]))) then ${name}::text end`;
  const [row] = await tx.query<{ nulls: string[]; unknown: string[] }>(sql`
    select array_remove(array[${listed(strict.map(isNull))}]::text[], null) as nulls,
      array_remove(array[${listed(known.map(isUnknown))}]::text[], null) as unknown
    from (select * from ${sql.identifier(view)} ${NEWEST_FIRST[view] ?? sql``} limit ${NEWEST_ROWS}::integer) as newest`);
  return row ?? { nulls: [], unknown: [] };
}

function listed(parts: readonly Sql[]): Sql {
  return parts.reduce((all, part, index) => (index === 0 ? part : sql`${all}, ${part}`), sql``);
}
