-- Keys of upstream systems. The clear key is shown once and never stored; a name is never given twice,
-- because answers under an Idempotency-Key belong to it.
create table api_key (
    name text primary key,
    key_hash bytea not null unique,
    roles text[] not null check (cardinality(roles) > 0 and roles <@ array ['book', 'read', 'admin', 'emergency']),
    requests_per_minute integer not null check (requests_per_minute > 0),
    created_by text not null,
    created_at timestamptz not null,
    disabled_at timestamptz
);

-- One row for each Idempotency-Key a caller used: who works on it, what it makes, what was answered.
create table idempotency (
    caller text not null,
    key text not null check (length(key) between 1 and 255),
    fingerprint bytea not null,
    resource_id uuid not null,
    state text not null check (state in ('RUNNING', 'RELEASED', 'DONE')),
    attempt integer not null default 1,
    owner uuid not null,
    lease_until timestamptz not null,
    status integer,
    location text,
    content_type text,
    body bytea,
    created_at timestamptz not null,
    primary key (caller, key),
    check ((state = 'DONE') = (status is not null))
);

create index idempotency_by_age on idempotency (created_at);
