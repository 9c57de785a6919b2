-- What customers have booked, the offers they decide about, and the times that are held for them.
create extension if not exists btree_gist;

-- The services in a booking's service: one, or those of a visit, as Visits writes them.
create function services_of(service text) returns text[] immutable parallel safe language sql
    return string_to_array(regexp_replace(service, '[.][a-z0-9-]+[.]', '_', 'g'), '_');

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
    updated_at        timestamptz not null,
    erased_at         timestamptz,             -- since then it names no person, and never will again
    declined          boolean     not null default false, -- CANCEL_PENDING because the host has declined it
    decision_saga     uuid,                    -- passes a host's decision on to Cal.com; null: none is under way
    decision_refused  text,                    -- why Cal.com did not take the last decision, in our words
    deposit           text check (deposit in ('AWAITED', 'CONFIRMED', 'MISSED')), -- null: it needs none
    deposit_until     timestamptz,             -- by the database's clock; until it is booked, as if it were booked at once
    no_show_forgiven  boolean     not null default false, -- it does not count against its customer
    check ((deposit is null) = (deposit_until is null))
);
create index booking_by_start on booking (start_at, id);
create index booking_by_attendee on booking (lower(attendee_email), start_at, id);
create index booking_by_service on booking (service, start_at, id);
create index booking_of_visit on booking (start_at) where service ~ '[._]';
create index booking_by_status on booking (status, start_at, id);
create index booking_by_request on booking (request) where request is not null;
-- Guarantees "once per request", also when a node that slept places what another has placed meanwhile.
create unique index booking_once_per_request on booking (request) where status <> 'COMPENSATED';
create index booking_by_link on booking (linked_to) where linked_to is not null;
create index booking_by_series on booking (series) where series is not null;
create index booking_deposit_awaited on booking (deposit_until) where deposit = 'AWAITED' and status in ('BOOKED', 'PENDING');
create index booking_no_show on booking (lower(attendee_email), start_at) where status = 'NO_SHOW';
create index booking_by_saga on booking (saga) where saga is not null;

-- A segment that is booked anew, with another person or because Cal.com lost it, is a new row beside the old one until the
-- whole move has succeeded; then one statement swaps their positions, hence the deferrable constraint.
create table segment (
    id              uuid primary key,
    booking         uuid        not null references booking on delete cascade,
    position        smallint    not null,
    key             text        not null,
    staff           text        not null,
    start_at        timestamptz not null,
    end_at          timestamptz not null check (end_at > start_at),
    status          text        not null check (status in
        ('PLANNED', 'BOOKED', 'PENDING', 'REFUSED', 'RELEASING', 'RELEASED', 'CANCELLED')),
    account         text        not null,
    event_type_id   bigint      not null,
    calcom_uid      text,
    planned_at      timestamptz not null,        -- when its create was about to be sent
    calcom_sequence integer,                     -- counts its changes at Cal.com (iCalSequence)
    seen_at         timestamptz,                 -- when Cal.com last described it, by Cal.com's clock
    absent          boolean     not null default false, -- the customer did not come
    shown_email     text,                        -- digest of the customer's address as Cal.com last showed it; null: not seen yet
    shown_name      text,                        -- the same of the name
    current         boolean     not null default true, -- part of its booking as callers see it
    replaces        uuid,                        -- the segment whose position it is to take; its own id: it is to be added; null: neither
    cancel_tried_at timestamptz,                 -- when its cancel was first about to be sent; a later booking in its place stays
    unique (booking, position) deferrable initially immediate
);
create index segment_by_staff on segment (staff, start_at);
create unique index segment_by_uid on segment (calcom_uid) where calcom_uid is not null;
-- Its create may be on its way: a webhook may come before the answer.
create index segment_without_uid on segment (event_type_id, start_at) where calcom_uid is null;
create index segment_replacing on segment (booking) where replaces is not null;
-- Whose turn it is: who was booked the longest time ago.
create index segment_by_planning on segment (staff, planned_at) where status in ('PLANNED', 'BOOKED', 'PENDING');
-- Counting what both sides agree on, and finding what Cal.com does not have.
create index segment_at_calcom on segment (start_at, account, calcom_uid) where status in ('BOOKED', 'PENDING');
create index segment_booked on segment (start_at) where status in ('BOOKED', 'PENDING');
create index segment_under_way on segment (start_at) where status in ('PLANNED', 'RELEASING');
-- The check of the catalog: whether Cal.com holds bookings of an event type.
create index segment_held on segment (event_type_id, end_at)
    where calcom_uid is not null and status in ('BOOKED', 'PENDING');

-- An offer that is kept free while its customer decides; in the API a hold. Cal.com knows nothing of it. Its end is a matter
-- of the database's clock, the same for all nodes.
create table offer_hold (
    id         uuid primary key,
    caller     text        not null,           -- name of the API key that made it
    customer   text,                           -- digest of the customer's address; null: none was named, or it was erased
    service    text        not null,
    time_zone  text        not null,           -- IANA; what the caller's answers are shown in
    start_at   timestamptz not null,
    status     text        not null default 'HELD' check (status in ('HELD', 'USED', 'RELEASED', 'EXPIRED', 'LOST')),
    ends_at    timestamptz not null,           -- the times are free again from then on, whether or not a node has noticed
    extended   boolean     not null default false,
    booking    uuid,                           -- that has taken its times over
    created_at timestamptz not null,
    ended_at   timestamptz,                    -- when its end was announced
    check ((status = 'USED') = (booking is not null))
);
create index offer_hold_unannounced on offer_hold (ends_at) where ended_at is null;
create index offer_hold_by_caller on offer_hold (caller) where status = 'HELD';
create index offer_hold_by_customer on offer_hold (customer) where customer is not null;
create index offer_hold_by_start on offer_hold (start_at) where status = 'HELD';
create index offer_hold_by_service on offer_hold (service, start_at) where status = 'HELD';
create unique index offer_hold_by_booking on offer_hold (booking) where booking is not null;

create table offer_hold_segment (
    offer_hold    uuid        not null references offer_hold on delete cascade,
    position      smallint    not null,
    key           text        not null,
    staff         text        not null,
    event_type_id bigint      not null,
    start_at      timestamptz not null,
    end_at        timestamptz not null check (end_at > start_at),
    primary key (offer_hold, position)
);

create table offer_hold_history (
    offer_hold uuid        not null references offer_hold on delete cascade,
    seq        bigint generated always as identity,
    at         timestamptz not null,
    what       text        not null,
    by         text        not null,
    detail     text        not null default '',
    trace_id   text,
    primary key (offer_hold, seq)
);

-- One row for each time that is kept free of our other customers, for a segment of a booking or for an offer that is held. The
-- constraint guarantees "never twice" before Cal.com is asked. The planner keeps the segments of one booking apart, and a
-- booking on the move holds its old and its new times, which may overlap; hence `booking with <>`.
create table hold (
    segment    uuid references segment on delete cascade,
    offer_hold uuid references offer_hold on delete cascade,
    booking    uuid      not null,             -- of an offer that is held: the offer's own id
    staff      text      not null,
    during     tstzrange not null,
    ends_at    timestamptz,                    -- of an offer that is held: then the row counts no more
    unique (segment, during),
    check (num_nonnulls(segment, offer_hold) = 1),
    check ((offer_hold is null) = (ends_at is null)),
    constraint one_customer_at_a_time exclude using gist (staff with =, during with &&, booking with <>)
);
create index hold_by_time on hold using gist (during);
create index hold_by_offer on hold (offer_hold) where offer_hold is not null;
create index hold_that_ends on hold (staff, ends_at) where ends_at is not null;

-- A constraint cannot look at the clock. So whoever takes a time first removes what has ended there, row by row in the order in
-- which all take their times: two who do so at once never wait for each other.
create function clear_ended_holds() returns trigger language plpgsql as
$$
begin
    delete from hold where ctid = any (array(
        select ctid from hold
        where staff = new.staff and ends_at <= clock_timestamp() and during && new.during
        order by lower(during) for update));
    return new;
end
$$;

create trigger clear_ended_holds before insert on hold for each row execute function clear_ended_holds();

-- One row for each unit of a resource (chair 2) that is kept for a customer: for a segment, or for the pause after it. Like a
-- hold it belongs to a booking or to an offer that is held, and a booking on the move has its old and its new rows.
create table held_unit (
    segment    uuid references segment on delete cascade, -- of a pause: the segment before it
    offer_hold uuid references offer_hold on delete cascade,
    position   smallint,                   -- of the segment in an offer that is held
    booking    uuid      not null,         -- of an offer that is held: the offer's own id
    in_pause   boolean   not null,
    kind       text      not null,         -- of the catalog's resources
    unit       smallint  not null check (unit > 0),
    during     tstzrange not null,
    ends_at    timestamptz,                -- of an offer that is held: then the row counts no more
    check (num_nonnulls(segment, offer_hold) = 1),
    check ((offer_hold is null) = (ends_at is null)),
    check ((offer_hold is null) = (position is null)),
    constraint one_customer_per_unit exclude using gist (kind with =, unit with =, during with &&, booking with <>)
);
create index held_unit_by_time on held_unit using gist (during);
create index held_unit_by_segment on held_unit (segment) where segment is not null;
create index held_unit_by_booking on held_unit (booking);
create index held_unit_by_offer on held_unit (offer_hold) where offer_hold is not null;
create index held_unit_that_ends on held_unit (kind, unit, ends_at) where ends_at is not null;

-- As clear_ended_holds.
create function clear_ended_units() returns trigger language plpgsql as
$$
begin
    delete from held_unit where ctid = any (array(
        select ctid from held_unit
        where kind = new.kind and unit = new.unit and ends_at <= clock_timestamp() and during && new.during
        order by lower(during) for update));
    return new;
end
$$;

create trigger clear_ended_units before insert on held_unit for each row execute function clear_ended_units();

-- The services of a visit, each with its own start and end. The keys of a visit's segments begin with their service.
create function services_of_visit(its uuid) returns table (service text, start_at timestamptz, end_at timestamptz)
    language sql stable as
$$
    select split_part(key, '.', 1), min(start_at), max(end_at) from segment where booking = its and current group by 1
$$;

-- The units that are kept for a segment and for the pause after it; null: none. In PL/pgSQL, as whatever is asked with every
-- booking: it plans once in a session, SQL plans at each call.
create function units_of(its uuid) returns json language plpgsql stable as
$$
begin
    return (select json_agg(json_build_object('kind', kind, 'unit', unit, 'start', lower(during), 'end', upper(during))
                            order by lower(during), kind, unit)
            from held_unit where segment = its);
end
$$;

-- The units that are held with an offer; null: none, or they belong to its booking.
create function units_of_hold(its uuid) returns json language plpgsql stable as
$$
begin
    return (select json_agg(json_build_object('kind', kind, 'unit', unit, 'start', lower(during), 'end', upper(during))
                            order by lower(during), kind, unit)
            from held_unit where offer_hold = its);
end
$$;

-- Lets go of the units of a booking that do not belong to the times at which its segments stand now.
create function keep_units_of_segments(its uuid) returns void language sql volatile as
$$
    delete from held_unit u
    using (select id, start_at, end_at, lead(start_at) over (order by position) next_at
           from segment where booking = its and current) s
    where u.segment = s.id
      and u.during is distinct from case when u.in_pause then
              case when s.end_at <= s.next_at then tstzrange(s.end_at, s.next_at) end
          else tstzrange(s.start_at, s.end_at) end
$$;

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
create index segment_move_running on segment_move (to_start) where status in ('PLANNED', 'MOVED', 'MOVING_BACK');

-- Uids a segment had before it was moved: Cal.com gives a new one each time, and old ones still turn up.
create table former_uid (
    calcom_uid text primary key,
    segment    uuid not null references segment on delete cascade
);
create index former_uid_by_segment on former_uid (segment);

create table booking_history (
    booking  uuid        not null references booking on delete cascade,
    seq      bigint generated always as identity,
    at       timestamptz not null,
    what     text        not null,
    by       text        not null,
    detail   text        not null default '',
    trace_id text,                             -- of the request, delivery or run that led to it
    saga     uuid,                             -- that made the change
    request  uuid,                             -- whose move or change this was: its repeats find it
    primary key (booking, seq)
);

create index booking_history_by_trace on booking_history (trace_id) where trace_id is not null;

-- Attendees that Cal.com has replaced since. A correction and another person look the same there, so a booking is found and
-- erased by every address it had.
create table former_attendee (
    booking uuid not null references booking on delete cascade,
    email   text not null, -- in lower case
    primary key (booking, email)
);
create index former_attendee_by_email on former_attendee (email);

create function keep_former_attendee() returns trigger language plpgsql as
$$
begin
    insert into former_attendee (booking, email) values (old.id, lower(old.attendee_email)) on conflict do nothing;
    return null;
end
$$;

create trigger keep_former_attendee after update on booking
    for each row
    when (old.attendee_email <> '' and old.erased_at is null and new.erased_at is null
        and lower(old.attendee_email) <> lower(new.attendee_email))
    execute function keep_former_attendee();

-- A booking that ends otherwise awaits no deposit any longer: if it is booked again in Cal.com, it stays.
create function drop_awaited_deposit() returns trigger language plpgsql as
$$
begin
    new.deposit := null;
    new.deposit_until := null;
    return new;
end
$$;

create trigger drop_awaited_deposit before update of status on booking
    for each row
    when (new.deposit = 'AWAITED' and new.status in ('CANCEL_PENDING', 'CANCELLED', 'REJECTED', 'COMPENSATED'))
    execute function drop_awaited_deposit();

-- Which of these bookings are erased. The rows stay locked until the transaction ends, so none of the others can be erased
-- before that. (Materialized: else only the erased ones would be locked.)
create function erased_among(bookings uuid[]) returns setof uuid language plpgsql volatile as
$$
begin
    return query
        with known as materialized (select id, erased_at from booking where id = any(bookings) order by id for share)
        select id from known where erased_at is not null;
end
$$;

-- Whether a Cal.com booking belongs to an erased one: asked in the transaction that stores what Cal.com said of it.
create function is_erased(uid text) returns boolean language plpgsql volatile as
$$
begin
    return exists (select from erased_among(array(
        select booking from segment where calcom_uid = uid
        union select s.booking from former_uid f join segment s on s.id = f.segment where f.calcom_uid = uid)));
end
$$;
