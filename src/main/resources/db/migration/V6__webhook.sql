-- Our webhook at each account, and which node is changing it just now.
create table webhook_registration (
    account        text primary key,
    subscriber_url text,                       -- written before Cal.com is asked; null: nothing is registered
    former_url     text,                       -- of a registration whose end nobody has seen
    triggers       text[]      not null default '{}',
    calcom_id      text,                       -- null as long as it is not known
    claim          uuid,                       -- of who changes it; no lock is held while Cal.com is asked
    claim_until    timestamptz,                -- whoever had it has died
    updated_at     timestamptz not null default now(),
    constraint webhook_registration_claimed check ((claim is null) = (claim_until is null))
);

-- What Cal.com has sent, as it came: a row for each delivery. One with the content of an earlier one is a DUPLICATE.
create table webhook_delivery (
    id          uuid primary key,
    account     text        not null,
    received_at timestamptz not null,
    content_key bytea       not null,             -- what it says, without when it was sent
    trigger     text        not null,
    calcom_uid  text,                             -- of the booking it is about
    moved_from  text,                             -- the uid before that
    rank        real        not null,             -- its place among what is said of one booking: iCalSequence
    said_at     timestamptz not null,             -- when Cal.com says to have sent it
    body        bytea       not null,
    status      text        not null check (status in
        ('RECEIVED', 'PROCESSED', 'DUPLICATE', 'IGNORED', 'FAILED', 'DEAD', 'DISMISSED')),
    effect      text,                             -- what the booking room made of it
    booking     uuid,
    attempts    integer     not null default 0,
    due_at      timestamptz not null,
    last_error  text,
    ended_at    timestamptz,                      -- nothing more is done about it
    people      text[]      not null default '{}', -- addresses of those it names, except hosts
    traceparent text,                             -- of the request that brought it, as in the header of that name
    constraint webhook_delivery_ended check ((ended_at is null) = (status in ('RECEIVED', 'FAILED')))
);
create unique index webhook_delivery_said_once on webhook_delivery (content_key) where status <> 'DUPLICATE';
create index webhook_delivery_due on webhook_delivery (due_at) where status in ('RECEIVED', 'FAILED');
create index webhook_delivery_open_of on webhook_delivery (calcom_uid) where status in ('RECEIVED', 'FAILED');
create index webhook_delivery_by_status on webhook_delivery (status, id desc);
create index webhook_delivery_by_end on webhook_delivery (ended_at) where ended_at is not null;
-- What needs a person, in the order in which it is shown.
create index webhook_delivery_dead on webhook_delivery (ended_at, id) where status = 'DEAD';
-- Erasing a person.
create index webhook_delivery_by_person on webhook_delivery using gin (people);
create index webhook_delivery_by_uid on webhook_delivery (calcom_uid) where calcom_uid is not null;
create index webhook_delivery_by_former_uid on webhook_delivery (moved_from) where moved_from is not null;

-- Which deliveries have had their effect: Camel's idempotent consumer, in the transaction of the effect.
create table webhook_effect (
    processor  text        not null,
    delivery   text        not null,
    created_at timestamptz not null,
    primary key (processor, delivery)
);
