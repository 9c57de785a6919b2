-- Appointments that come again. Nothing in it tells who comes: that is in its bookings alone.
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
create index booking_by_series on booking (series) where series is not null;
