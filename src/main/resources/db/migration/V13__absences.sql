-- When a person is away, or units of a resource are closed. From the commit that stores it, that time is neither offered nor booked.
create table absence (
    id         uuid primary key,     -- the resource of the request's Idempotency-Key
    staff      text,                 -- null: a resource is closed
    resource   text,                 -- of the catalog's resources
    unit       smallint check (unit > 0), -- null: all units are closed
    from_at    timestamptz not null,
    to_at      timestamptz not null check (to_at > from_at),
    time_zone  text        not null, -- IANA; what its times are shown in
    reason     text,                 -- for the salon alone: no event, refusal or history has it
    created_by text        not null, -- name of the API key, as is ended_by
    created_at timestamptz not null,
    ended_at   timestamptz,          -- when it was taken back; null: it stands
    ended_by   text,
    constraint absence_of_a_person_or_a_resource check (num_nonnulls(staff, resource) = 1),
    constraint absence_of_a_unit_names_its_resource check (unit is null or resource is not null),
    constraint absence_ended_says_by_whom check ((ended_at is null) = (ended_by is null))
);
create index absence_standing on absence using gist (tstzrange(from_at, to_at)) where ended_at is null;
create index absence_by_end on absence (to_at);
create index absence_by_start on absence (from_at, id);
create index absence_by_staff on absence (staff, from_at, id);

-- What is to stay although its person is away.
create table absence_kept (
    absence uuid not null references absence on delete cascade,
    booking uuid not null,
    primary key (absence, booking)
);

-- The absences that stand in the way of work at these times. Whoever is going to take a time asks this first in their transaction:
-- they share a lock, which a new absence takes alone until its commit. So each booking is either there before an absence, and
-- found, or sees it. The lock comes before all others, so whoever waits for it holds nothing that others need.
create function absences_at(who text[], starts timestamptz[], ends timestamptz[]) returns setof absence language plpgsql volatile as
$$
begin
    perform pg_advisory_xact_lock_shared(hashtextextended('absences', 0));
    return query
        select distinct a.* from unnest(who, starts, ends) as work (staff, begins, ends)
        join absence a on a.staff = work.staff and tstzrange(a.from_at, a.to_at) && tstzrange(work.begins, work.ends)
        where a.ended_at is null;
end
$$;

-- The units of these kinds that are closed at some time between two instants; unit null: all of the kind. Whoever takes a unit has
-- called absences_at before, so no closing is missed that is stored at the same time.
create function closed_units(kinds text[], since timestamptz, until timestamptz)
    returns table (kind text, unit smallint, from_at timestamptz, to_at timestamptz) language sql stable as
$$
    select resource, a.unit, a.from_at, a.to_at from absence a
    where a.ended_at is null and a.resource = any (kinds) and tstzrange(a.from_at, a.to_at) && tstzrange(since, until)
$$;
