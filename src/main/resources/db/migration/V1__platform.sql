-- Keys of upstream systems. The clear key is shown once and never stored; a name is never given twice,
-- because answers under an Idempotency-Key belong to it.
create table api_key (
    name text primary key,
    key_hash bytea not null unique,
    roles text[] not null check (cardinality(roles) > 0 and roles <@ array ['book', 'read', 'admin', 'emergency', 'deposit']),
    requests_per_minute integer not null check (requests_per_minute > 0),
    hold_seconds integer check (hold_seconds > 0),  -- how long it may hold an offer; null: as the settings say
    open_holds integer check (open_holds >= 0),     -- how many offers it may hold at a time; null: as the settings say
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

-- Email addresses in a text, in lower case, for indexes. No address is longer than 320 characters, and an index entry must be short.
create function addresses_in(written text) returns text[] language plpgsql immutable parallel safe as
$$
begin
    return (select coalesce(array_agg(distinct lower(part[1])) filter (where length(part[1]) <= 320), '{}')
            from regexp_matches(written, '([^][\s"<>(),;:{}\\@]+@[^][\s"<>(),;:{}\\@]+)', 'g') as part);
end
$$;

-- The next two bind the first one at creation: while an index is built, no schema is searched.
create function addresses_in(written bytea) returns text[] language sql immutable parallel safe
    return addresses_in(convert_from(written, 'UTF8'));

create function addresses_in(written json) returns text[] language sql immutable parallel safe
    return addresses_in(written::text);

create index idempotency_by_address on idempotency using gin (addresses_in(body)) where body is not null;

-- What people did about items of the attention list, and when: written in the transaction of its effect. It names keys, no
-- customers, and grows by hand only, so it is kept.
create table operator_action (
    id       bigint generated always as identity primary key,
    at       timestamptz not null,
    by       text        not null, -- the name of a key
    what     text        not null,
    about    text        not null check (about in ('saga', 'difference', 'delivery', 'subscription', 'follow-up', 'freed time', 'no-show')),
    item     text,                 -- null: several at once
    booking  uuid,
    trace_id text
);
create index operator_action_by_time on operator_action (at, id);
create index operator_action_by_item on operator_action (item, at, id) where item is not null;
