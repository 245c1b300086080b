import { sql, type Sql } from '@ownerbot/storage';

/** The tables of the demo shop and the function through which its orders are read (demo data, sections 2 and 3). */
export const demoShopTables: readonly Sql[] = [
  sql`create table demo.demo_meta (
    only_row boolean primary key default true check (only_row),
    seed text not null,
    version integer not null,
    seeded_at timestamptz not null default now()
  )`,
  sql`create table demo.demo_products (
    product_id integer primary key,
    sku text not null unique,
    title text not null,
    category text not null,
    base_price numeric(12,2),
    input_price numeric(14,4),
    compare_at_price numeric(12,2),
    discount_percent integer,
    stock_qty integer not null,
    has_photo boolean not null,
    has_video boolean not null,
    return_flagged boolean not null,
    status text not null check (status in ('ACTIVE', 'ARCHIVED')),
    weight integer not null
  )`,
  sql`create table demo.demo_product_variants (
    variant_id integer primary key,
    product_id integer not null references demo.demo_products,
    name text not null,
    price numeric(12,2)
  )`,
  sql`create table demo.demo_looks (
    look_id integer primary key,
    title text not null,
    is_active boolean not null,
    product_ids integer[] not null
  )`,
  sql`create table demo.demo_orders (
    order_id text primary key,
    day_offset integer,
    local_minute integer,
    age_minutes integer,
    status text not null,
    payment_status text,
    shipping_status text not null,
    amount_gross numeric(12,2) not null,
    discount numeric(12,2) not null,
    amount numeric(12,2) not null,
    coupon_code text,
    customer_id text not null,
    customer_phone text not null,
    paid_day_offset integer,
    paid_minute integer,
    refunded_day_offset integer,
    refunded_minute integer,
    ship_due_day_offset integer,
    ship_due_minute integer,
    shipped_day_offset integer,
    shipped_minute integer,
    delivered_day_offset integer,
    delivered_minute integer,
    flagged boolean not null default false,
    flag_reason text,
    flagged_day_offset integer,
    flagged_minute integer,
    flagged_at timestamptz,
    flagged_by bigint,
    check ((age_minutes is null) = (day_offset is not null and local_minute is not null))
  )`,
  sql`create index on demo.demo_orders (day_offset)`,
  sql`create index on demo.demo_orders (payment_status)`,
  sql`create index on demo.demo_orders (customer_phone)`,
  sql`create table demo.demo_order_items (
    order_id text not null references demo.demo_orders,
    product_id integer not null references demo.demo_products,
    qty integer not null check (qty > 0),
    unit_price numeric(12,2) not null,
    primary key (order_id, product_id)
  )`,
  sql`create index on demo.demo_order_items (product_id)`,
  sql`create table demo.demo_coupons (
    coupon_id integer primary key,
    code text not null unique,
    percent_off integer,
    amount_off numeric(12,2),
    active boolean not null,
    max_uses integer,
    starts_day_offset integer,
    starts_minute integer,
    starts_at timestamptz,
    ends_day_offset integer,
    ends_minute integer,
    ends_at timestamptz,
    product_ids integer[],
    used_count integer not null
  )`,
  sql`create table demo.demo_chat_threads (
    thread_id text primary key,
    customer_id text not null,
    open boolean not null,
    last_customer_age_minutes integer not null,
    last_reply_age_minutes integer
  )`,
  sql`create table demo.demo_fx (
    provider text not null,
    base_currency text not null,
    rate numeric(14,4) not null,
    rate_set_id text not null,
    rate_applied numeric(14,4) not null,
    settings jsonb not null,
    settings_version integer not null,
    last_apply jsonb
  )`,
  sql`create table demo.demo_fx_jobs (
    job_id text primary key,
    kind text not null,
    rate numeric(14,4),
    rate_set_id text,
    affected_count integer not null,
    finished_at timestamptz not null,
    rolled_back_at timestamptz
  )`,
  sql`create table demo.demo_fx_backups (
    job_id text not null references demo.demo_fx_jobs,
    entity text not null,
    entity_id integer not null,
    before jsonb not null,
    after jsonb not null,
    primary key (job_id, entity, entity_id)
  )`,
  sql`create table demo.demo_funnel_daily (
    day_offset integer primary key,
    views integer not null,
    opens integer not null,
    carts integer not null
  )`,
  sql`create table demo.demo_campaigns (
    campaign_id integer primary key,
    title text not null,
    status text not null check (status in ('running', 'paused')),
    daily_budget numeric(12,2) not null
  )`,
];
