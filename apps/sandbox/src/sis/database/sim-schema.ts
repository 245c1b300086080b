import { columnsOf, CONTRACT_VIEW_NAMES, type ContractView } from '@ownerbot/shop';

/** Ways in which a shop's views come to differ from the contract, and its role from a reading one. */
export interface DatabaseDrift {
  /** `<view>.<column>` */
  readonly drop_column?: string;
  readonly rename_view?: string;
  /** `<view>.<column>`: its type becomes text, or a wider one. */
  readonly widen_type?: string;
  readonly grant_write?: boolean;
  readonly major?: number;
}

const INDEXES = [
  'orders (shop_id, created_at)',
  'orders (shop_id, paid_at)',
  'orders (shop_id, refunded_at)',
  'orders (shop_id, order_id)',
  'order_items (shop_id, order_id)',
];

/** What the views know of time and of the fault `slow`. */
const CLOCK = `create table sis_sim.clock (fixed_at timestamptz, shift_ms double precision not null, slow_ms double precision not null, jitter_ms double precision not null);
insert into sis_sim.clock values (null, 0, 0, 0)`;

const NOW = `(select coalesce(c.fixed_at, now() + c.shift_ms * interval '1 millisecond') from sis_sim.clock c)`;
const PAUSE = `(select pg_sleep((c.slow_ms + random() * c.jitter_ms) / 1000.0)::text = '' from sis_sim.clock c)`;

/** The shop's own tables: a column for each of the contract, and none of its rules. */
export function tablesSql(): string[] {
  return [
    'drop schema if exists ownerbot_v1 cascade',
    'drop schema if exists sis_sim cascade',
    'create schema sis_sim',
    ...CLOCK.split(';\n'),
    ...CONTRACT_VIEW_NAMES.map((view) => `create table sis_sim.${view} (${columnsOf(view).map(({ name, type }) => `${name} ${type}`).join(', ')})`),
    ...INDEXES.map((index) => `create index on sis_sim.${index}`),
  ];
}

/** The contract's views over them, drifted as asked; whoever reads sees all the old ones or all the new ones. */
export function viewsSql(drift: DatabaseDrift): string[] {
  return ['drop schema if exists ownerbot_v1 cascade', 'create schema ownerbot_v1', ...CONTRACT_VIEW_NAMES.map((view) => viewSql(view, drift))];
}

function viewSql(view: ContractView, { drop_column: dropped, rename_view: renamed, widen_type: widened }: DatabaseDrift): string {
  const columns = columnsOf(view)
    .filter(({ name }) => dropped !== `${view}.${name}`)
    .map(({ name, type }) => {
      const value = view === 'contract' && name === 'data_as_of' ? NOW : `t.${name}`;
      return `${widened === `${view}.${name}` ? `(${value})::${widerOf(type)}` : value} as ${name}`;
    });
  const visible = view === 'orders' ? ` and t.created_at <= ${NOW}` : '';
  return `create view ownerbot_v1.${view}${renamed === view ? '_renamed' : ''} as select ${columns.join(', ')} from sis_sim.${view} t where ${PAUSE}${visible}`;
}

function widerOf(type: string): string {
  return type === 'integer' ? 'bigint' : 'text';
}

export function isColumn(name: string): boolean {
  const [view, column] = name.split('.');
  return CONTRACT_VIEW_NAMES.some((one) => one === view && columnsOf(one).some((other) => other.name === column));
}

export function isView(name: string): boolean {
  return CONTRACT_VIEW_NAMES.some((one) => one === name);
}
