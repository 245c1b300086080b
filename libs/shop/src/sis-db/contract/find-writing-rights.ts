import { sql, type ReadTransaction } from '@ownerbot/storage';

/** A right that the reading role must not have, and the statement that takes it away. */
export interface RoleFinding {
  readonly rule: 'P1' | 'P2' | 'P3' | 'P4';
  /** The right and what it is on; a name of a role, a table or a column. */
  readonly right: string;
  readonly mend: string;
}

const MOST_NAMES = 5;

/**
 * What would let the role write, whether granted to it, to everybody, or to a role that it belongs to. Grants are read from the catalogue
 * itself: a privilege function would say that there is one, not whom to take it from, and of a superuser everything. At most 5 of each rule. Reads only.
 */
export async function findWritingRights(tx: ReadTransaction): Promise<RoleFinding[]> {
  return tx.query<RoleFinding>(sql`
    with recursive me as (select oid, rolname from pg_roles where rolname = session_user),
    belongs (oid) as (select oid from me union select a.roleid from pg_auth_members a join belongs b on a.member = b.oid),
    members as (select r.* from pg_roles r join belongs using (oid)),
    spaces as (select * from pg_namespace where nspname not in ('pg_catalog', 'information_schema') and nspname !~ '^pg_(toast|temp)'),
    relations as (select c.*, n.nspname from pg_class c join spaces n on n.oid = c.relnamespace where c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')),
    grants as (
      select case c.relkind when 'S' then 'sequence ' else '' end as kind, format('%I.%I', c.nspname, c.relname) as target, g.privilege_type as privilege, g.grantee, 'P3' as rule
      from relations c, aclexplode(c.relacl) g
      where g.privilege_type = any(case c.relkind when 'S' then array['UPDATE', 'USAGE'] else array['INSERT', 'UPDATE', 'DELETE', 'TRUNCATE'] end)
      union all
      select '', format('%I.%I', c.nspname, c.relname), format('%s (%I)', g.privilege_type, a.attname), g.grantee, 'P3'
      from relations c join pg_attribute a on a.attrelid = c.oid, aclexplode(a.attacl) g where g.privilege_type in ('INSERT', 'UPDATE')
      union all
      select 'schema ', format('%I', n.nspname), g.privilege_type, g.grantee, 'P4' from spaces n, aclexplode(n.nspacl) g where g.privilege_type = 'CREATE'
      union all
      select 'database ', format('%I', d.datname), g.privilege_type, g.grantee, 'P4'
      from pg_database d, aclexplode(d.datacl) g where d.datname = current_database() and g.privilege_type = 'CREATE'
    ),
    owned as (
      select 'table' as kind, format('%I.%I', nspname, relname) as target, relowner as owner from relations
      union all select 'schema', format('%I', nspname), nspowner from spaces
      union all select 'database', format('%I', datname), datdba from pg_database
    ),
    findings as (
      select 'P1' as rule, format('%I %s', m.rolname, a.name) as right,
        case when m.oid = me.oid then format('alter role %I no%s', me.rolname, a.name) else format('revoke %I from %I', m.rolname, me.rolname) end as mend
      from me, members m, lateral (values ('superuser', m.rolsuper), ('createdb', m.rolcreatedb), ('createrole', m.rolcreaterole), ('replication', m.rolreplication), ('bypassrls', m.rolbypassrls)) as a (name, holds)
      where a.holds
      union all
      select 'P2', m.rolname, format('revoke %I from %I', m.rolname, me.rolname) from me, members m
      where m.rolname in ('pg_write_all_data', 'pg_write_server_files', 'pg_execute_server_program', 'pg_read_server_files', 'pg_maintain', 'pg_signal_backend')
      union all
      select g.rule, format('%s on %s%s', g.privilege, g.kind, g.target),
        case when g.grantee = 0 then format('revoke %s on %s%s from public', g.privilege, g.kind, g.target)
          when g.grantee = me.oid then format('revoke %s on %s%s from %I', g.privilege, g.kind, g.target, me.rolname)
          else format('revoke %I from %I', m.rolname, me.rolname) end
      from me, grants g left join members m on m.oid = g.grantee where g.grantee = 0 or m.oid is not null
      union all
      select 'P4', format('owner of %s %s', o.kind, o.target),
        case when o.owner = me.oid then format('alter %s %s owner to another role', o.kind, o.target) else format('revoke %I from %I', m.rolname, me.rolname) end
      from me, owned o join members m on m.oid = o.owner
    )
    select rule, "right", mend
    from (select distinct on (rule, "right", mend) *, row_number() over (partition by rule order by "right") as place from findings) as numbered
    where place <= ${MOST_NAMES}::integer
    order by rule, "right"`);
}
