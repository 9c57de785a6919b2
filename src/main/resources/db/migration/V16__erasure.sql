-- A person who wants to be forgotten is found by address, wherever it stands; the rows stay, without the person.
alter table booking add column erased_at timestamptz; -- since then nobody is named in it, and nobody will be

-- That it was done, by whom and when; not to whom.
create table erasure (
    id         uuid primary key,
    at         timestamptz not null,
    by         text        not null,
    bookings   int         not null,
    deliveries int         not null,
    events     int         not null,
    answers    int         not null
);

-- Addresses in a text, in lower case. The others are bound to it here: where an index is built, no schema is searched.
create function addresses_in(written text) returns text[] language sql immutable parallel safe as
$$
    select coalesce(array_agg(distinct lower(found[1])), '{}')
    from regexp_matches(written, '([^][\s"<>(),;:{}\\@]+@[^][\s"<>(),;:{}\\@]+)', 'g') as found
$$;

create function addresses_in(written bytea) returns text[] language sql immutable parallel safe
    return addresses_in(convert_from(written, 'UTF8'));

create function addresses_in(written json) returns text[] language sql immutable parallel safe
    return addresses_in(written::text);

-- Answers that are kept for repeats, and items of bulks, hold the bookings of many.
create index idempotency_by_address on idempotency using gin (addresses_in(body)) where body is not null;
create index bulk_item_by_address on bulk_item using gin (addresses_in(coalesce(booking, answer)));

-- Of Cal.com's words: whom they name, hosts aside.
alter table webhook_delivery add column people text[] not null default '{}';
update webhook_delivery set people = addresses_in(encode(body, 'escape'));
create index webhook_delivery_by_person on webhook_delivery using gin (people);
create index webhook_delivery_by_uid on webhook_delivery (calcom_uid) where calcom_uid is not null;
create index webhook_delivery_by_former_uid on webhook_delivery (moved_from) where moved_from is not null;

create index sync_drift_by_booking on sync_drift (booking) where booking is not null;

-- Whether a booking of Cal.com's is one of which nobody is known any more.
create function is_erased(uid text) returns boolean language sql stable as
$$
    select exists (select from segment s join booking b on b.id = s.booking
                   where s.calcom_uid = uid and b.erased_at is not null)
        or exists (select from former_uid f join segment s on s.id = f.segment join booking b on b.id = s.booking
                   where f.calcom_uid = uid and b.erased_at is not null)
$$;
