-- The saga journal: what must be undone, or finished, whoever crashes.
-- All instants are the database's own, so that no node's clock decides about a lease.

create table saga (
    id              uuid primary key,
    state           text        not null,
    -- The node that may act on the saga until lease_until. Each take-over raises the fence: an owner that slept is told apart from itself.
    owner           text        not null,
    fence           bigint      not null,
    lease_until     timestamptz not null,
    -- The saga's own timeout: an ACTIVE saga past it is given up even if its owner lives.
    expires_at      timestamptz not null,
    created_at      timestamptz not null default now(),
    ended_at        timestamptz,
    attempts        integer     not null default 0,
    next_attempt_at timestamptz,
    -- What a STUCK saga was doing, and goes back to when it is tried again.
    stuck_in        text,
    resolved_by     text,
    last_error      text,
    -- From when on recovery may take it.
    due_at          timestamptz generated always as (
        case state
            when 'ACTIVE' then least(lease_until, expires_at)
            when 'COMPLETING' then greatest(lease_until, next_attempt_at)
            when 'COMPENSATING' then greatest(lease_until, next_attempt_at)
        end) stored,
    -- Where in the trace of a request, delivery or run it began, as in the header of that name; recovery continues there.
    traceparent     text,
    -- 32 hexadecimal digits, as in the log.
    trace_id        text generated always as (substr(traceparent, 4, 32)) stored,
    constraint saga_state_known
        check (state in ('ACTIVE', 'COMPLETING', 'COMPLETED', 'COMPENSATING', 'COMPENSATED', 'STUCK')),
    constraint saga_ended_says_when check ((state in ('COMPLETED', 'COMPENSATED')) = (ended_at is not null)),
    constraint saga_stuck_says_in_what check ((state = 'STUCK') = (stuck_in is not null)),
    constraint saga_stuck_in_known check (stuck_in in ('COMPLETING', 'COMPENSATING'))
);

-- Recovery, counting, listing what is stuck (due_at null): only sagas that have not ended are in it.
create index saga_open on saga (due_at) where ended_at is null;
-- The purge.
create index saga_ended on saga (ended_at) where ended_at is not null;
-- What needs a person, in the order in which it is shown.
create index saga_stuck on saga (lease_until, id) where state = 'STUCK';
-- Erasing a person looks through the stored errors.
create index saga_with_error on saga (id) where last_error is not null;

create table saga_step (
    saga            uuid    not null references saga on delete cascade,
    seq             integer not null,
    compensation    text,
    completion      text,
    options         jsonb   not null default '{}',
    state           text    not null default 'ENLISTED',
    attempts        integer not null default 0,
    next_attempt_at timestamptz,
    last_error      text,
    primary key (saga, seq),
    constraint saga_step_state_known check (state in ('ENLISTED', 'DONE', 'STUCK', 'RESOLVED')),
    constraint saga_step_has_an_end check (compensation is not null or completion is not null),
    constraint saga_step_options_are_pairs check (jsonb_typeof(options) = 'object')
);
create index saga_step_with_error on saga_step (saga) where last_error is not null;
