-- Appointments that recur. Personal data is only in their bookings.
create table series (
    id         uuid primary key, -- the resource of the request's Idempotency-Key
    mode       text        not null check (mode in ('bestEffort', 'allOrNothing')),
    status     text        not null check (status in ('BOOKING', 'BOOKED')), -- BOOKING: not every occurrence is decided
    time_zone  text        not null, -- IANA; its dates are of this zone
    service    text        not null,
    created_by text        not null,
    created_at timestamptz not null,
    updated_at timestamptz not null
);
create index series_undecided on series (created_at) where status = 'BOOKING' and mode = 'bestEffort';

create table series_occurrence (
    series   uuid     not null references series on delete cascade,
    position smallint not null,
    day      date     not null,
    skipped  boolean  not null,           -- an exception
    booking  uuid,
    status   int,                         -- of the answer; null: not decided, or skipped
    problem  json,                        -- why there is no booking
    primary key (series, position),
    constraint series_occurrence_is_booked_or_not check (
        (not skipped or num_nonnulls(booking, status, problem) = 0) and (booking is null or problem is null))
);
create index series_occurrence_by_booking on series_occurrence (booking) where booking is not null;

-- Many bookings, or changes of bookings, in one request. The node that has leased an item works on it; its own Idempotency-Key makes sure that it is
-- done once.
create table bulk (
    id         uuid primary key, -- the resource of the request's Idempotency-Key
    caller     text        not null,
    roles      text        not null, -- the caller's, as words
    traceparent text       not null, -- of the request, as in the header of that name
    created_at timestamptz not null
);
create index bulk_by_age on bulk (created_at);

create table bulk_item (
    bulk     uuid     not null references bulk on delete cascade,
    position smallint not null,
    key      text     not null,           -- its Idempotency-Key
    action   text     not null default 'PLACE' check (action in ('PLACE', 'MOVE', 'CANCEL', 'KEEP')),
    target   uuid,                        -- the booking it is about; null: it is to be made
    booking  json,                        -- what is asked for; gone once it is decided
    due_at   timestamptz,                 -- from when on it may be taken: its next try, or the end of its owner's lease
    owner    uuid,                        -- the process that works on it
    tries    int      not null default 0, -- tells an owner that slept from the next one; 0: it has not begun
    asked    int      not null default 0, -- how many answers there were that were no decision
    status   int,                         -- of the answer
    answer   json,                        -- the booking, or the problem
    primary key (bulk, position),
    constraint bulk_item_has_a_target check ((action = 'PLACE') = (target is null)),
    constraint bulk_item_is_open_or_decided check (
        (status is null) = (answer is null) and (status is null) = (booking is not null)
        and (status is null) = (due_at is not null) and (owner is null or status is null))
);
create index bulk_item_due on bulk_item (due_at, bulk, position) where due_at is not null;
create index bulk_item_by_owner on bulk_item (owner) where owner is not null;
create index bulk_item_by_address on bulk_item using gin (addresses_in(coalesce(booking, answer)));
