-- What customers have booked, and the times that are held for them.
create extension if not exists btree_gist;

create table booking (
    id                uuid primary key,
    saga              uuid,                    -- the latest one that placed, moved or cancelled it
    request           uuid,                    -- the Idempotency-Key's resource, to find what a dead attempt left
    service           text,                    -- null: made in Cal.com with an event type the catalog does not know
    status            text        not null check (status in
        ('BOOKING', 'PENDING', 'BOOKED', 'RESCHEDULING', 'CANCEL_PENDING', 'CANCELLED', 'REJECTED',
         'COMPENSATING', 'COMPENSATED', 'NO_SHOW', 'COMPLETED')),
    start_at          timestamptz not null,
    end_at            timestamptz not null check (end_at > start_at),
    time_zone         text        not null,    -- IANA; what the caller's answers are shown in
    attendee_name     text        not null,
    attendee_email    text        not null,
    attendee_zone     text        not null,
    attendee_language text        not null,
    attendee_phone    text,
    notes             text        not null default '',
    metadata          json        not null default '{}', -- json, not jsonb: it comes back as it was given
    linked_to         uuid,
    series            uuid,
    shifted_from      timestamptz,
    origin            text        not null default 'interlude' check (origin in ('interlude', 'calcom')),
    reason            text,                    -- why it was cancelled or moved
    version           int         not null default 1,
    created_at        timestamptz not null,
    updated_at        timestamptz not null
);
create index booking_by_start on booking (start_at, id);
create index booking_by_attendee on booking (lower(attendee_email), start_at, id);
create index booking_by_service on booking (service, start_at, id);
create index booking_by_status on booking (status, start_at, id);
create index booking_by_request on booking (request) where request is not null;
-- The promise "once per request", also when a node that slept places what another has placed meanwhile.
create unique index booking_once_per_request on booking (request) where status <> 'COMPENSATED';
create index booking_by_link on booking (linked_to) where linked_to is not null;

create table segment (
    id            uuid primary key,
    booking       uuid        not null references booking on delete cascade,
    position      smallint    not null,
    key           text        not null,
    staff         text        not null,
    start_at      timestamptz not null,
    end_at        timestamptz not null check (end_at > start_at),
    status        text        not null check (status in
        ('PLANNED', 'BOOKED', 'PENDING', 'REFUSED', 'RELEASING', 'RELEASED', 'CANCELLED')),
    account       text        not null,
    event_type_id bigint      not null,
    calcom_uid    text,
    planned_at    timestamptz not null,        -- when its create was about to be sent
    unique (booking, position)
);
create index segment_by_staff on segment (staff, start_at);
create unique index segment_by_uid on segment (calcom_uid) where calcom_uid is not null;

-- One row for each time that is kept free of our own other customers. The constraint is the promise "never twice":
-- it is asked before Cal.com is. The segments of one booking never collide (the planner sees to it), and a booking on
-- the move holds its old and its new times, which may overlap; hence "of another booking".
create table hold (
    segment uuid      not null references segment on delete cascade,
    booking uuid      not null,
    staff   text      not null,
    during  tstzrange not null,
    primary key (segment, during),
    constraint one_customer_at_a_time exclude using gist (staff with =, during with &&, booking with <>)
);
create index hold_by_time on hold using gist (during);

-- A segment on its way to another time.
create table segment_move (
    id         uuid primary key,
    segment    uuid        not null references segment on delete cascade,
    booking    uuid        not null,
    from_start timestamptz not null,
    from_end   timestamptz not null,
    from_uid   text        not null,
    to_start   timestamptz not null,
    to_end     timestamptz not null,
    to_uid     text,
    status     text        not null check (status in ('PLANNED', 'REFUSED', 'MOVED', 'MOVING_BACK', 'MOVED_BACK', 'DONE')),
    planned_at timestamptz not null
);
create index segment_move_by_booking on segment_move (booking);

-- Uids a segment had before it was moved: Cal.com gives a new one each time, and old ones still turn up.
create table former_uid (
    calcom_uid text primary key,
    segment    uuid not null references segment on delete cascade
);
create index former_uid_by_segment on former_uid (segment);

create table booking_history (
    booking uuid        not null references booking on delete cascade,
    seq     bigint generated always as identity,
    at      timestamptz not null,
    what    text        not null,
    by      text        not null,
    detail  text        not null default '',
    primary key (booking, seq)
);
