-- Whom a booking named before somebody else was entered in Cal.com. Nobody can tell whether that was a correction: so the
-- booking is of both, and whoever wants to be forgotten finds it by either address.
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

-- Of changes before: what was told of a booking says whom it named then.
insert into former_attendee (booking, email)
select distinct b.id, lower(told.email)
from event e join booking b on b.id::text = e.subject,
     coalesce(e.data #>> '{attendee,email}', e.booking #>> '{booking,attendee_email}') as told (email)
where b.erased_at is null and told.email <> '' and lower(told.email) <> lower(b.attendee_email);

-- Which of these bookings name nobody any more. None of the others will, before the transaction that asks has ended: it
-- waits for one that erases, and one that erases waits for it. (Materialized: else only the erased would be locked.)
create function erased_among(bookings uuid[]) returns setof uuid language sql volatile as
$$
    with known as materialized (select id, erased_at from booking where id = any(bookings) order by id for share)
    select id from known where erased_at is not null
$$;

-- The same for one of Cal.com's: who keeps what it has told asks, and keeps it or not, in one transaction.
create or replace function is_erased(uid text) returns boolean language sql volatile as
$$
    select exists (select from erased_among(array(
        select booking from segment where calcom_uid = uid
        union select s.booking from former_uid f join segment s on s.id = f.segment where f.calcom_uid = uid)))
$$;

-- Sagas whose words on what failed are still kept.
create index saga_with_error on saga (id) where last_error is not null;
create index saga_step_with_error on saga_step (saga) where last_error is not null;
