-- What Cal.com has told us, as it came. Each delivery is a row; one that says what another has said is a DUPLICATE.
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
        ('RECEIVED', 'PROCESSED', 'DUPLICATE', 'IGNORED', 'FAILED', 'DEAD')),
    effect      text,                             -- what the booking room made of it
    booking     uuid,
    attempts    integer     not null default 0,
    due_at      timestamptz not null,
    last_error  text,
    ended_at    timestamptz,                      -- nothing more is done about it
    constraint webhook_delivery_ended check ((ended_at is null) = (status in ('RECEIVED', 'FAILED')))
);
create unique index webhook_delivery_said_once on webhook_delivery (content_key) where status <> 'DUPLICATE';
create index webhook_delivery_due on webhook_delivery (due_at) where status in ('RECEIVED', 'FAILED');
create index webhook_delivery_open_of on webhook_delivery (calcom_uid) where status in ('RECEIVED', 'FAILED');
create index webhook_delivery_by_status on webhook_delivery (status, id desc);
create index webhook_delivery_by_end on webhook_delivery (ended_at) where ended_at is not null;

-- Which deliveries have had their effect: Camel's idempotent consumer, in the transaction of the effect.
create table webhook_effect (
    processor  text        not null,
    delivery   text        not null,
    created_at timestamptz not null,
    primary key (processor, delivery)
);
