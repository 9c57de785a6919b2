-- How many bookings begin when, so that patterns are told without reading every booking.
--
-- Each change of a booking leaves a line in booking_change, in the same transaction; every so often the lines are added up
-- in the tallies. So bookings that begin together never wait for each other here, and sums and lines together always tell
-- what the table booking holds. Quarters of an hour, as every zone's hours and days begin at one; numbered from 1970 on,
-- UTC, as numbers are added up ten times as fast as times are read on some zone's clock.
create table booking_tally (
    quarter   int primary key,             -- in which they begin
    booked    int not null,
    cancelled int not null
);

create table service_tally (
    day       date not null,               -- in UTC
    service   text not null,               -- empty: none of the catalog's
    booked    int  not null,
    primary key (day, service)
);

create table booking_change (
    id        bigint generated always as identity primary key,
    quarter   int  not null,
    service   text not null,
    booked    int  not null,               -- one more or one less
    cancelled int  not null
);
create index booking_change_by_time on booking_change (quarter);

create function quarter_of(moment timestamptz) returns int language plpgsql immutable as
$$
begin
    return floor(extract(epoch from moment) / 900)::int;
end
$$;

create function booking_counts_as(status text) returns text language sql immutable as
$$
    select case when status in ('PENDING', 'BOOKED', 'RESCHEDULING', 'NO_SHOW', 'COMPLETED') then 'booked'
                when status in ('CANCELLED', 'CANCEL_PENDING') then 'cancelled' end
$$;

create function note_booking_change() returns trigger language plpgsql as
$$
begin
    if tg_op <> 'INSERT' and booking_counts_as(old.status) is not null then
        insert into booking_change (quarter, service, booked, cancelled)
        values (quarter_of(old.start_at), coalesce(old.service, ''),
                -(booking_counts_as(old.status) = 'booked')::int, -(booking_counts_as(old.status) = 'cancelled')::int);
    end if;
    if tg_op <> 'DELETE' and booking_counts_as(new.status) is not null then
        insert into booking_change (quarter, service, booked, cancelled)
        values (quarter_of(new.start_at), coalesce(new.service, ''),
                (booking_counts_as(new.status) = 'booked')::int, (booking_counts_as(new.status) = 'cancelled')::int);
    end if;
    return null;
end
$$;

create trigger note_new_booking after insert or delete on booking
    for each row execute function note_booking_change();
create trigger note_changed_booking after update on booking
    for each row
    when (old.start_at <> new.start_at or old.service is distinct from new.service
        or booking_counts_as(old.status) is distinct from booking_counts_as(new.status))
    execute function note_booking_change();

-- When the attention list was last seen with an item on it, by any node; at first, when these tables were made. One row.
create table attention_seen (
    id   boolean primary key default true check (id),
    last timestamptz not null default now()
);
insert into attention_seen default values;
