-- That a person was erased, by whom and when; not who it was.
create table erasure (
    id         uuid primary key,
    at         timestamptz not null,
    by         text        not null,
    bookings   int         not null,
    holds      int         not null,
    waitlist   int         not null,
    deliveries int         not null,
    events     int         not null,
    answers    int         not null
);
