-- What the database is for ---------------------------------------------------------------------------------------------

-- One row, once a document was loaded. Everybody knows the keys of the demo: it never shares a database with other data.
create table loaded_workspace (
  only_row        boolean primary key default true check (only_row),
  demo            boolean not null,
  -- SHA-256 of the document that was loaded last: a server that waited for another to load the same one is done
  document        bytea
);

create temporary table demo_key on commit drop as
select sha256(convert_to(key, 'UTF8')) as hash
from unnest(array['demo-key', 'demo-read-only-key', 'demo-project-key', 'other-key']) as key;

-- A database from before this table holds the demo if it holds nothing else.
insert into loaded_workspace (demo)
select exists (select from api_key where hash in (select hash from demo_key))
       and not exists (select from api_key where hash not in (select hash from demo_key))
       and not exists (select from organization
                       where (id, name) not in ((1, 'Lindenmoor Electric'), (2, 'Petrel Parcels')))
       and not exists (select from project where id not in (1, 2))
       and not exists (select from agent where id not in (1, 2, 3, 9))
       and not exists (select from result where id not in (101, 102, 103, 104, 105, 106, 901))
where exists (select from organization);

-- Where the demo was loaded beside other data, its keys no longer open it.
update api_key
set revoked_at = now()
where revoked_at is null
  and hash in (select hash from demo_key)
  and exists (select from loaded_workspace where not demo);

-- Keys that are added without a document -------------------------------------------------------------------------------

alter table api_key add column name text;
-- unknown for keys from before this column
alter table api_key add column created_at timestamptz;
alter table api_key alter column created_at set default now();
