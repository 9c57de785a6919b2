-- Who waits for an appointment that is not free, what is freed, and what of it is offered to whom.
create table waitlist_entry (
    id                uuid primary key,
    caller            text        not null,    -- name of the API key that made it
    customer          text        not null,    -- digest of the customer's address
    service           text        not null,
    time_zone         text        not null,    -- IANA; days and times of day are read, and answers shown in it
    from_at           timestamptz not null,
    to_at             timestamptz not null,
    days_of_week      text[],                  -- monday to sunday; null: any
    times_of_day      text[],                  -- 09:00-12:00: when the appointment may begin; null: any
    staff             text[],                  -- each segment by one of them; null: anybody
    offer_seconds     int         not null check (offer_seconds > 0),
    attendee_name     text        not null,
    attendee_email    text        not null,
    attendee_zone     text        not null,
    attendee_language text        not null,
    attendee_phone    text,
    notes             text        not null default '',
    metadata          json        not null default '{}',
    status            text        not null default 'WAITING' check (status in ('WAITING', 'OFFERED', 'ACCEPTED', 'EXPIRED', 'REMOVED')),
    stands_until      timestamptz not null,
    since             timestamptz not null,    -- its place: the earliest is first
    unanswered        int         not null default 0, -- offers in a row that ended without an answer
    booking           uuid,
    created_at        timestamptz not null,
    ended_at          timestamptz,
    check (to_at > from_at),
    check ((status = 'ACCEPTED') = (booking is not null)),
    check ((status in ('WAITING', 'OFFERED')) = (ended_at is null))
);
create index waitlist_entry_open_by_caller on waitlist_entry (caller) where ended_at is null;
create index waitlist_entry_by_customer on waitlist_entry (customer);
create index waitlist_entry_by_caller on waitlist_entry (caller, id);
create index waitlist_entry_by_status on waitlist_entry (status, id);
create index waitlist_entry_by_caller_status on waitlist_entry (caller, status, id);
create index waitlist_entry_that_ends on waitlist_entry (stands_until) where status = 'WAITING';
create index waitlist_entry_by_end on waitlist_entry (ended_at) where ended_at is not null;

-- A row for each day (UTC) on which an open entry's appointment may begin: who waits for a service on a day, the longest waiting
-- first, is one stretch of the primary key, however many entries there are.
create table waitlist_day (
    service text        not null,
    day     date        not null,
    since   timestamptz not null,
    entry   uuid        not null references waitlist_entry on delete cascade,
    primary key (service, day, since, entry)
);
create index waitlist_day_by_entry on waitlist_day (entry);
create index waitlist_day_by_day on waitlist_day (day);

-- An offer to one entry or to several at once; its id is that of the hold that keeps its times.
create table waitlist_offer (
    id      uuid primary key,
    mode    text        not null check (mode in ('IN_TURN', 'FIRST_TO_ACCEPT')),
    times   text        not null,              -- who works when
    made_at timestamptz not null
);
create index waitlist_offer_by_age on waitlist_offer (made_at);

create table waitlist_offered (
    offer    uuid        not null references waitlist_offer on delete cascade,
    entry    uuid        not null references waitlist_entry on delete cascade,
    times    text        not null,             -- an entry is not offered again what overlaps it
    status   text        not null default 'OPEN' check (status in
        ('OPEN', 'ACCEPTED', 'DECLINED', 'UNANSWERED', 'TAKEN', 'REFUSED', 'WITHDRAWN')),
    requests uuid[]      not null default '{}', -- that have tried to accept it, as bookings know them
    ended_at timestamptz,
    primary key (offer, entry),
    unique (entry, times),
    check ((status = 'OPEN') = (ended_at is null))
);
-- Guarantees that an entry has one offer at a time, on any number of nodes.
create unique index waitlist_offered_once on waitlist_offered (entry) where status = 'OPEN';

create table waitlist_history (
    entry    uuid        not null references waitlist_entry on delete cascade,
    seq      bigint generated always as identity,
    at       timestamptz not null,
    what     text        not null,
    by       text        not null,
    detail   text        not null default '',
    trace_id text,
    primary key (entry, seq)
);

-- A time that may be free now, until all who wait have been looked at. Written in the transaction that frees it.
create table freed_time (
    id          uuid primary key default gen_random_uuid(),
    seq         bigint generated always as identity,
    staff       text,                          -- whose time; null: of a unit
    kind        text,                          -- of the resource that has the unit
    during      tstzrange   not null,
    vacated     boolean     not null,          -- one of ours had it, so it is free; else only what was last read from Cal.com counts
    freed_at    timestamptz not null default clock_timestamp(),
    after_since timestamptz,                   -- the last entry that was looked at
    after_entry uuid,
    due_at      timestamptz not null default clock_timestamp(),
    failures    int         not null default 0,
    last_error  text,
    stuck_at    timestamptz,                   -- not tried any more: a person must look
    check (num_nonnulls(staff, kind) = 1),
    check ((after_since is null) = (after_entry is null))
);
create index freed_time_due on freed_time (due_at, seq) where stuck_at is null;
create index freed_time_stuck on freed_time (stuck_at, id) where stuck_at is not null;

-- Whether an open entry could want what is freed then. What is freed is only written down if so. Whoever adds an entry takes this
-- lock alone, just before its commit; what is freed shares it until its own. So each entry is either there before, and seen here,
-- or is added after the time was free for all. Asked last in a transaction: whoever has the lock waits for nothing else.
create function anyone_waits(during tstzrange) returns boolean language plpgsql volatile as
$$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('entries of the waiting list', 0));
    return exists (select from waitlist_day
                   where day between (lower(during) at time zone 'UTC')::date - 1 and (upper(during) at time zone 'UTC')::date);
end
$$;

-- Whatever the reason, a time is freed when its hold goes: cancelled, moved, declined, undone, ended, by us or in Cal.com. Asked at
-- the end of the transaction: an observed booking takes its own time again. Not when Cal.com has refused that time.
create function note_freed_time() returns trigger language plpgsql as
$$
begin
    if upper(old.during) <= clock_timestamp() or not anyone_waits(old.during) then
        return null;
    end if;
    insert into freed_time (staff, during, vacated)
    select old.staff, old.during, true
    where not exists (select from hold where staff = old.staff and during @> old.during
                      and (ends_at is null or ends_at > clock_timestamp()))
      and (old.segment is null or exists (select from segment where id = old.segment and status <> 'REFUSED'))
      and not exists (select from waitlist_offered where offer = old.offer_hold and status = 'REFUSED');
    return null;
end
$$;

create constraint trigger note_freed_time after delete on hold
    deferrable initially deferred for each row execute function note_freed_time();

-- A unit that is free again may be all that an appointment lacked: whether its people are free, Cal.com knows.
create function note_freed_unit() returns trigger language plpgsql as
$$
begin
    if upper(old.during) <= clock_timestamp() or not anyone_waits(old.during) then
        return null;
    end if;
    insert into freed_time (kind, during, vacated)
    select old.kind, old.during, false
    where not exists (select from held_unit where kind = old.kind and unit = old.unit and during @> old.during
                      and (ends_at is null or ends_at > clock_timestamp()))
      and (old.segment is null or exists (select from segment where id = old.segment and status <> 'REFUSED'))
      and not exists (select from waitlist_offered where offer = old.offer_hold and status = 'REFUSED');
    return null;
end
$$;

create constraint trigger note_freed_unit after delete on held_unit
    deferrable initially deferred for each row execute function note_freed_unit();

-- The pauses of a booking open when it is booked or moved, and lie between freed times when it ends. Nothing of ours held them, so
-- whether they are free is for Cal.com to know.
create function note_freed_pauses() returns trigger language plpgsql as
$$
begin
    if new.end_at <= clock_timestamp() or not anyone_waits(tstzrange(new.start_at, new.end_at)) then
        return null;
    end if;
    insert into freed_time (staff, during, vacated)
    select staff, tstzrange(end_at, next_start), false
    from (select staff, end_at, lead(start_at) over (order by position) next_start
          from segment where booking = new.id and current) its
    where next_start > end_at and next_start > clock_timestamp();
    return null;
end
$$;

create constraint trigger note_freed_pauses after update on booking
    deferrable initially deferred for each row
    when (new.status in ('BOOKED', 'PENDING', 'CANCELLED', 'REJECTED')
        and (old.status <> new.status or old.start_at <> new.start_at or old.end_at <> new.end_at))
    execute function note_freed_pauses();

-- An absence that is taken back frees the person, as far as Cal.com knows, or the units of a resource.
create function note_freed_absence() returns trigger language plpgsql as
$$
begin
    if anyone_waits(tstzrange(new.from_at, new.to_at)) then
        insert into freed_time (staff, kind, during, vacated)
        values (new.staff, new.resource, tstzrange(new.from_at, new.to_at), false);
    end if;
    return null;
end
$$;

create constraint trigger note_freed_absence after update on absence
    deferrable initially deferred for each row
    when (old.ended_at is null and new.ended_at is not null and new.to_at > new.ended_at)
    execute function note_freed_absence();
