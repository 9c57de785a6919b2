-- Many bookings in one request. Whichever node has claimed an item works on it; that it is done once is the affair of its
-- own Idempotency-Key.
create table bulk (
    id         uuid primary key, -- the resource of the request's Idempotency-Key
    caller     text        not null,
    roles      text        not null, -- the caller's, as words
    trace_id   text        not null,
    created_at timestamptz not null
);
create index bulk_by_age on bulk (created_at);

create table bulk_item (
    bulk     uuid     not null references bulk on delete cascade,
    position smallint not null,
    key      text     not null,           -- its Idempotency-Key
    booking  json,                        -- what is asked for; gone once it is decided
    due_at   timestamptz,                 -- from when on it may be taken: its next try, or the end of its owner's lease
    owner    uuid,                        -- the process that works on it
    tries    int      not null default 0, -- tells an owner that slept from the next one
    status   int,                         -- of the answer
    answer   json,                        -- the booking, or the problem
    primary key (bulk, position),
    constraint bulk_item_is_open_or_decided check (
        (status is null) = (answer is null) and (status is null) = (booking is not null)
        and (status is null) = (due_at is not null) and (owner is null or status is null))
);
create index bulk_item_due on bulk_item (due_at, bulk, position) where due_at is not null;
create index bulk_item_by_owner on bulk_item (owner) where owner is not null;
