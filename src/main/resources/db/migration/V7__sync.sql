-- Comparing both sides. All leases are the database's own time.

create table sync_run (
    id          uuid primary key,
    mode        text        not null check (mode in ('INCREMENTAL', 'FULL')),
    dry_run     boolean     not null,
    state       text        not null check (state in ('RUNNING', 'DONE', 'FAILED', 'SUPERSEDED')),
    asked_by    text        not null,
    window_from timestamptz not null,          -- of what a full pass compares
    window_to   timestamptz not null,
    owner       uuid,                          -- the process that drives it
    lease_until timestamptz,                   -- from then on another may
    started_at  timestamptz not null,
    ended_at    timestamptz,
    constraint sync_run_ended_says_when check ((state = 'RUNNING') = (ended_at is null)),
    constraint sync_run_leased check ((owner is null) = (lease_until is null))
);
-- Guarantees "one run at a time".
create unique index sync_one_run_at_a_time on sync_run ((true)) where state = 'RUNNING';
create index sync_run_by_end on sync_run (mode, ended_at desc) where state = 'DONE' and not dry_run;
create index sync_run_by_start on sync_run (started_at);

-- How far a run is with one account: the next page begins at `after`, `skip` rows further.
create table sync_pass (
    run      uuid        not null references sync_run on delete cascade,
    account  text        not null,
    state    text        not null check (state in ('OPEN', 'DONE', 'FAILED')),
    after    timestamptz not null,             -- a time of change, in a full pass a start
    skip     int         not null default 0,
    boundary text[]      not null default '{}', -- uids of exactly that time that have been read
    read     int         not null default 0,
    error    text,
    primary key (run, account)
);

-- What Cal.com has changed up to here has been compared.
create table sync_watermark (
    account    text primary key,
    watermark  timestamptz not null
);

-- What a run that is under way has read: for a full pass all of it, else only what was moved on, with whose it is.
create table sync_seen (
    run        uuid not null references sync_run on delete cascade,
    calcom_uid text not null,
    segment    uuid,
    primary key (run, calcom_uid)
);

create table sync_drift (
    id            uuid primary key,
    run           uuid references sync_run on delete set null, -- null: found otherwise
    kind          text        not null check (kind in ('TIME', 'STATUS', 'ATTENDEE', 'ORPHAN', 'GHOST', 'UNDONE', 'CLASH', 'UNREADABLE')),
    -- SUSPECTED: to be looked at again. OPEN: to be repaired. FLAGGED: a person decides. REPORTED: by a dry run. GONE: by itself.
    state         text        not null check (state in
        ('SUSPECTED', 'OPEN', 'REPAIRED', 'FLAGGED', 'FAILED', 'IGNORED', 'REPORTED', 'GONE')),
    repair        text        not null check (repair in ('accept-calcom', 'push-ours', 'flag')),
    subject       text        not null,        -- our segment, or Cal.com's uid where there is none
    account       text        not null,
    calcom_uid    text,
    segment       uuid,
    booking       uuid,
    here_status   text,
    here_start    timestamptz,
    here_end      timestamptz,
    there_status  text,
    there_start   timestamptz,
    there_end     timestamptz,
    detail        text        not null default '',
    attempts      int         not null default 0,
    due_at        timestamptz not null,
    claimed_until timestamptz,                 -- a worker has it
    called_at     timestamptz,                 -- when a create was last about to be sent for it
    found_at      timestamptz not null,
    settled_at    timestamptz,
    settled_by    text
);
-- One difference is found once, however often it is seen.
create unique index sync_drift_once on sync_drift (subject, kind)
    where state in ('SUSPECTED', 'OPEN', 'FLAGGED', 'FAILED', 'IGNORED');
create unique index sync_drift_reported_once on sync_drift (run, subject, kind) where state = 'REPORTED';
create index sync_drift_due on sync_drift (due_at) where state in ('SUSPECTED', 'OPEN');
-- Listing and counting what is not settled: small, however much has been repaired.
create index sync_drift_unsettled on sync_drift (found_at, id) where state in ('OPEN', 'FLAGGED', 'FAILED');
create index sync_drift_by_run on sync_drift (run, found_at, id);
create index sync_drift_by_age on sync_drift (settled_at) where settled_at is not null;
-- What needs a person, in the order in which it is shown.
create index sync_drift_for_a_person on sync_drift (found_at, id) where state in ('FLAGGED', 'FAILED');
create index sync_drift_by_booking on sync_drift (booking) where booking is not null;
