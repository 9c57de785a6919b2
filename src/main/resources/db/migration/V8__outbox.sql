-- What upstream systems are told: written in the transaction of the change it tells of.
create table event (
    seq      bigint generated always as identity primary key, -- as written; one that is committed late has a low one
    id       uuid        not null unique,
    position bigint      unique,  -- in the one order that everybody reads, without gaps; null: not given yet
    type     text        not null,
    subject  text        not null, -- what has the same subject is told in order
    at       timestamptz not null,
    booking  json,                -- the rows of a booking at that moment, until the position is given
    data     json,                -- what is told
    traceparent text,             -- of the request, delivery or run that led to it, as in the header of that name
    constraint event_has_one_content check (num_nonnulls(booking, data) = 1),
    constraint event_is_told_by_position check (position is null or data is not null)
);
create index event_without_position on event (seq) where position is null;
create index event_by_subject on event (subject, position);
create index event_by_age on event (at);

-- Who gives positions locks the one row: they become visible in their order, none comes in between later.
create table event_position (
    id   boolean primary key default true check (id),
    last bigint  not null
);
insert into event_position (last) values (0);

create table subscription (
    id         uuid primary key,
    url        text        not null,
    events     text[]      not null check (cardinality(events) > 0),
    secret     text        not null,               -- whsec_ and base64: signs, so it is not hashed
    silent     boolean     not null default false, -- it did not answer in time: gets one call at a time until it does
    created_by text        not null,
    created_at timestamptz not null,
    ended_at   timestamptz,
    ended_why  text,
    constraint subscription_ended_says_why check ((ended_at is null) = (ended_why is null))
);

create table event_delivery (
    subscription uuid        not null references subscription on delete cascade,
    event        bigint      not null references event (position) on delete cascade,
    subject      text        not null,
    status       text        not null default 'PENDING' check (status in ('PENDING', 'DELIVERED', 'DEAD')),
    attempts     integer     not null default 0,
    since        timestamptz not null, -- from here the time counts after which it is given up
    due_at       timestamptz not null, -- the next attempt; while it is claimed: when the claim ends
    claim        uuid,                 -- of the node that sends it
    last_error   text,
    done_at      timestamptz,
    primary key (subscription, event),
    constraint event_delivery_ended_says_when check ((status = 'PENDING') = (done_at is null))
);
create index event_delivery_due on event_delivery (subscription, due_at, event) where status = 'PENDING';
create index event_delivery_in_order on event_delivery (subscription, subject, event) where status = 'PENDING';
create index event_delivery_claimed on event_delivery (claim, due_at) where claim is not null;
create index event_delivery_by_status on event_delivery (subscription, status, event);
create index event_delivery_not_done on event_delivery (status, since) where status <> 'DELIVERED';
create index event_delivery_by_event on event_delivery (event);

-- The routes of integrators that run after a booking was placed, moved or cancelled. A row is written in the transaction of
-- that change, and deleted when its route has succeeded. It holds no personal data.
create table follow_up (
    id          uuid primary key,
    seq         bigint      not null generated always as identity,
    booking     uuid        not null,
    route       text        not null check (route in
        ('booking-after-placing', 'booking-after-moving', 'booking-after-cancelling')),
    attempts    integer     not null default 0,
    since       timestamptz not null, -- from here the time counts after which it is given up
    due_at      timestamptz not null, -- the next attempt; while it is claimed: when the claim ends
    claim       uuid,                 -- of the node that runs it
    last_error  text,
    given_up_at timestamptz,          -- it is not tried any more
    traceparent text,                 -- of the request, delivery or run that led to it, as in the header of that name
    trace_id    text generated always as (substr(traceparent, 4, 32)) stored
);
create index follow_up_due on follow_up (due_at, seq) where given_up_at is null;
create index follow_up_of_booking on follow_up (booking, seq) where given_up_at is null;
create index follow_up_claimed on follow_up (claim, due_at) where claim is not null and given_up_at is null;
create index follow_up_given_up on follow_up (given_up_at, id) where given_up_at is not null;
