-- What Cal.com has told us: stored first, understood later. Cal.com sends each delivery once, so nothing here may be lost.
create table webhook_delivery (
    id          uuid primary key,
    account     text        not null,
    received_at timestamptz not null,
    -- Says the same as another delivery, whenever and through whichever registration it was sent.
    content_key bytea       not null,
    trigger     text        not null,
    calcom_uid  text,                          -- what it speaks of; null where it names no booking
    body        bytea       not null,          -- as it came; emptied when a person is erased
    status      text        not null check (status in
        ('RECEIVED', 'PROCESSED', 'DUPLICATE', 'IGNORED', 'FAILED', 'DEAD')),
    attempts    int         not null default 0,
    due_at      timestamptz,                   -- when it is to be worked on (again); null: never
    last_error  text,
    ended_at    timestamptz,
    constraint webhook_delivery_waits check ((status in ('RECEIVED', 'FAILED')) = (due_at is not null))
);
-- One delivery of each content is worked on; the others are only remembered.
create unique index webhook_delivery_once on webhook_delivery (content_key) where status <> 'DUPLICATE';
create index webhook_delivery_due on webhook_delivery (due_at) where due_at is not null;
create index webhook_delivery_waiting on webhook_delivery (calcom_uid, received_at) where due_at is not null;
create index webhook_delivery_by_status on webhook_delivery (status, received_at desc, id desc);
create index webhook_delivery_by_time on webhook_delivery (received_at desc, id desc);
